package io.networkanalytics.job.rollup;

import static io.networkanalytics.job.TestSamples.START_MINUTE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.networkanalytics.model.rollup.RollupKey;
import io.networkanalytics.model.rollup.RollupRow;
import io.networkanalytics.model.rollup.RollupSums;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class RollupFunctionTest {

    private static final RollupKey KEY =
            new RollupKey(1, "", "", 0, 0, 443, 6, 0, "pcap", "", "", "", "", "", "", "");
    private static final long END_MILLIS = START_MINUTE * 1000 + 60_000;

    @Test
    void aMinuteIsOneRowWhenItHasEnded() throws Exception {
        try (var harness = harness()) {
            harness.open();
            send(harness, START_MINUTE, 1);
            send(harness, START_MINUTE, 2);
            harness.processWatermark(END_MILLIS - 2);
            assertEquals(List.of(), rows(harness));

            harness.processWatermark(END_MILLIS - 1);

            assertEquals(List.of(row(START_MINUTE, 3)), rows(harness));
            harness.setProcessingTime(1_000_000);
            assertEquals(List.of(), rows(harness));
            assertEmpty(harness);
        }
    }

    @Test
    void whatComesLateIsARowOfItsOwn() throws Exception {
        try (var harness = harness()) {
            harness.open();
            harness.processWatermark(END_MILLIS - 1);
            send(harness, START_MINUTE, 5);

            assertEquals(List.of(row(START_MINUTE, 5)), rows(harness));
            assertEmpty(harness);
        }
    }

    @Test
    void aQuietStreamDoesNotHoldBackWhatIsKnown() throws Exception {
        try (var harness = harness()) {
            harness.open();
            harness.setProcessingTime(1);
            send(harness, START_MINUTE, 1);
            send(harness, START_MINUTE + 60, 2);
            harness.setProcessingTime(9_999);
            assertEquals(List.of(), rows(harness));

            harness.setProcessingTime(10_000);
            assertEquals(List.of(row(START_MINUTE, 1), row(START_MINUTE + 60, 2)), rows(harness));

            send(harness, START_MINUTE, 4);
            harness.processWatermark(Long.MAX_VALUE);
            assertEquals(List.of(row(START_MINUTE, 4)), rows(harness));
            harness.setProcessingTime(20_000);
            assertEmpty(harness);
        }
    }

    @Test
    void aHalfFilledMinuteSurvivesARestore() throws Exception {
        OperatorSubtaskState snapshot;
        try (var harness = harness()) {
            harness.open();
            send(harness, START_MINUTE, 1);
            snapshot = harness.snapshot(1, 1);
        }
        try (var harness = harness()) {
            harness.initializeState(snapshot);
            harness.open();
            send(harness, START_MINUTE, 2);
            harness.processWatermark(END_MILLIS);

            assertEquals(List.of(row(START_MINUTE, 3)), rows(harness));
        }
    }

    private static void assertEmpty(
            KeyedOneInputStreamOperatorTestHarness<RollupKey, RollupRow, RollupRow> harness) {
        assertEquals(0, harness.numKeyedStateEntries(), "state left");
        assertEquals(0, harness.numEventTimeTimers(), "event-time timers left");
        assertEquals(0, harness.numProcessingTimeTimers(), "processing-time timers left");
    }

    private static RollupRow row(long minute, long packets) {
        return new RollupRow(
                minute, KEY, new RollupSums(packets, packets * 480, 1, 0, 0).plus(NONE));
    }

    private static final RollupSums NONE = new RollupSums(0, 0, 0, 0, 0);

    private static void send(
            KeyedOneInputStreamOperatorTestHarness<RollupKey, RollupRow, RollupRow> harness,
            long minute,
            long packets)
            throws Exception {
        harness.processElement(new StreamRecord<>(row(minute, packets)));
    }

    private static List<RollupRow> rows(
            KeyedOneInputStreamOperatorTestHarness<RollupKey, RollupRow, RollupRow> harness) {
        List<RollupRow> rows = new ArrayList<>();
        while (!harness.getOutput().isEmpty()) {
            if (harness.getOutput().poll() instanceof StreamRecord<?> record) {
                RollupRow row = (RollupRow) record.getValue();
                RollupSums sums = row.sums();
                // How many partial rows made it is not what these tests are about.
                rows.add(
                        new RollupRow(
                                row.minute(),
                                row.key(),
                                new RollupSums(sums.packets(), sums.bits(), 1, 0, 0)));
            }
        }
        rows.sort(Comparator.comparing(RollupRow::minute));
        return rows;
    }

    private static KeyedOneInputStreamOperatorTestHarness<RollupKey, RollupRow, RollupRow> harness()
            throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new RollupFunction(Duration.ofSeconds(10))),
                RollupRow::key,
                TypeInformation.of(RollupKey.class));
    }
}
