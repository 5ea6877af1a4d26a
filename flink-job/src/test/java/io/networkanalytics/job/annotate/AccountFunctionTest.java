package io.networkanalytics.job.annotate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.networkanalytics.job.TestSamples;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.DeadLetter;
import io.networkanalytics.model.TableLoader;
import io.networkanalytics.model.TableRecord;
import io.networkanalytics.model.WireSample;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithNonKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.TwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class AccountFunctionTest {

    private static final TableLoader EMPTY = List::of;

    @Test
    void theTableIsCompleteBeforeTheFirstSample() throws Exception {
        try (var harness = harness(() -> List.of(record(7, "203.0.113.0/24", 1001)))) {
            harness.open();

            assertEquals(1001, annotate(harness));
        }
    }

    @Test
    void anUpdateAppliesToTheSamplesBehindIt() throws Exception {
        try (var harness = harness(EMPTY)) {
            harness.open();
            assertEquals(0, annotate(harness));

            harness.processElement2(new StreamRecord<>(record(1, "203.0.113.0/24", 1001)));
            assertEquals(1001, annotate(harness));

            harness.processElement2(new StreamRecord<>(record(2, "203.0.113.9/32", 1002)));
            assertEquals(1002, annotate(harness));

            harness.processElement2(
                    new StreamRecord<>(new TableRecord(0, 3, "203.0.113.9/32", "")));
            assertEquals(1001, annotate(harness));
        }
    }

    @Test
    void theBroadcastDoesNotBringBackWhatTheLoadedTableHasReplaced() throws Exception {
        try (var harness = harness(() -> List.of(record(9, "203.0.113.0/24", 1001)))) {
            harness.open();

            harness.processElement2(new StreamRecord<>(record(3, "203.0.113.0/24", 7)));

            assertEquals(1001, annotate(harness));
        }
    }

    @Test
    void theTableSurvivesARestoreWithoutBeingLoadedAgain() throws Exception {
        OperatorSubtaskState snapshot;
        try (var harness = harness(() -> List.of(record(7, "203.0.113.0/24", 1001)))) {
            harness.open();
            harness.processElement2(new StreamRecord<>(record(8, "203.0.113.9/32", 1002)));
            snapshot = harness.snapshot(1, 1);
        }
        TableLoader mustNotLoad =
                () -> {
                    throw new AssertionError("loaded although there is state");
                };
        try (var harness = harness(mustNotLoad)) {
            harness.initializeState(snapshot);
            harness.open();

            assertEquals(1002, annotate(harness));
        }
    }

    @Test
    void aTableThatCannotBeReadFailsTheStart() throws Exception {
        TableLoader broken =
                () -> {
                    throw new IllegalStateException("no Kafka");
                };
        try (var harness = harness(broken)) {
            assertThrows(IllegalStateException.class, harness::open);
        }
    }

    @Test
    void aWrongRecordLeavesTheOneBeforeInForce() throws Exception {
        try (var harness = harness(EMPTY)) {
            harness.open();
            harness.processElement2(new StreamRecord<>(record(1, "203.0.113.0/24", 1001)));
            harness.processElement2(
                    new StreamRecord<>(new TableRecord(0, 2, "203.0.113.0/24", "{}")));

            assertEquals(1001, annotate(harness));
            DeadLetter letter =
                    harness.getSideOutput(BroadcastTableFunction.DEAD_LETTERS).poll().getValue();
            assertEquals("bad_account", letter.reason());
            assertEquals("accounts.v1/0/2", letter.origin());
        }
    }

    @Test
    void trafficFromAnAccountToNobodyIsItsOwn() throws Exception {
        AccountTable table = new AccountTable();
        table.apply("k", "{\"prefix\": \"198.51.100.0/24\", \"account\": 5}");

        assertEquals(5, table.accountOf(TestSamples.tcp(1, 0).build()).accountId());
        assertEquals(1, table.size());
    }

    private static TableRecord record(long offset, String prefix, int account) {
        return new TableRecord(
                0,
                offset,
                prefix,
                "{\"prefix\": \"" + prefix + "\", \"account\": " + account + "}");
    }

    private static long annotate(
            TwoInputStreamOperatorTestHarness<WireSample, TableRecord, AnnotatedSample> harness)
            throws Exception {
        harness.processElement1(new StreamRecord<>(TestSamples.wire(TestSamples.tcp(1, 0))));
        @SuppressWarnings("unchecked")
        StreamRecord<AnnotatedSample> out =
                (StreamRecord<AnnotatedSample>) harness.getOutput().poll();
        return out.getValue().account().accountId();
    }

    private static TwoInputStreamOperatorTestHarness<WireSample, TableRecord, AnnotatedSample>
            harness(TableLoader loader) throws Exception {
        return new TwoInputStreamOperatorTestHarness<>(
                new CoBroadcastWithNonKeyedOperator<>(
                        new AccountFunction("accounts.v1", loader),
                        List.of(BroadcastTableFunction.RECORDS)));
    }
}
