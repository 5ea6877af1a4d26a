package io.networkanalytics.job.annotate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.job.TestSamples;
import io.networkanalytics.model.Account;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.DeadLetter;
import io.networkanalytics.model.Decision;
import io.networkanalytics.model.EventTime;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.TableLoader;
import io.networkanalytics.model.TableRecord;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithNonKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.TwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class FirewallFunctionTest {

    private static final TableLoader EMPTY = List::of;
    private static final TableLoader HTTPS_BLOCKED =
            () -> List.of(rule(1, "https", "tcp.dstport eq 443", "block"));

    @Test
    void aRuleThatMatchesDecides() throws Exception {
        try (var harness = harness(HTTPS_BLOCKED)) {
            harness.open();

            Decision decision = decide(harness, sample(443));
            assertEquals("magic-firewall", decision.mitigationSystem());
            assertEquals("drop", decision.verdict());
            assertEquals("BLOCKED", decision.reason());
            assertEquals("https", decision.ruleId());
            assertEquals(Decision.NONE, decide(harness, sample(80)));
        }
    }

    @Test
    void anUpdateAppliesToTheNextSampleAndSurvivesARestore() throws Exception {
        OperatorSubtaskState snapshot;
        try (var harness = harness(EMPTY)) {
            harness.open();
            assertEquals("", decide(harness, sample(443)).ruleId());

            update(harness, rule(1, "https", "tcp.dstport eq 443", "block"));
            assertEquals("https", decide(harness, sample(443)).ruleId());
            snapshot = harness.snapshot(1, 1);
        }
        try (var harness = harness(EMPTY)) {
            harness.initializeState(snapshot);
            harness.open();
            assertEquals("https", decide(harness, sample(443)).ruleId());

            update(harness, new TableRecord(0, 2, "1001/https", ""));
            assertEquals("", decide(harness, sample(443)).ruleId());
        }
    }

    @Test
    void aRuleThatDoesNotCompileLeavesTheVersionBeforeInForceAndIsReported() throws Exception {
        try (var harness = harness(HTTPS_BLOCKED)) {
            harness.open();
            update(harness, rule(2, "https", "tcp.dstprt eq 80", "block"));

            assertEquals("https", decide(harness, sample(443)).ruleId());
            assertEquals("", decide(harness, sample(80)).ruleId());
            DeadLetter letter =
                    harness.getSideOutput(BroadcastTableFunction.DEAD_LETTERS).poll().getValue();
            assertEquals("bad_expression", letter.reason());
            assertEquals("mitigation-rules.v1/0/2", letter.origin());
            assertTrue(letter.detail().contains("tcp.dstport"), letter::detail);
        }
    }

    @Test
    void whatTheEdgeDecidedStays() throws Exception {
        try (var harness = harness(HTTPS_BLOCKED)) {
            harness.open();
            for (String outcome : List.of("pass", "drop")) {
                PacketSample.Builder edge =
                        TestSamples.tcp(1, 0)
                                .setMitigationSystem("xdpd")
                                .setVerdict(outcome)
                                .setOutcome(outcome);
                assertEquals("xdpd", decide(harness, annotated(edge)).mitigationSystem());
            }
            PacketSample.Builder droppedByARouter = TestSamples.tcp(1, 0).setOutcome("drop");
            assertEquals("", decide(harness, annotated(droppedByARouter)).ruleId());
        }
    }

    @Test
    void rulesSeeWhatTheTrackerLetPassAndNothingElse() throws Exception {
        try (var harness = harness(HTTPS_BLOCKED)) {
            harness.open();

            assertEquals("", decide(harness, tracked("drop", "")).ruleId(), "enabled");
            assertEquals("https", decide(harness, tracked("drop", "pass")).ruleId(), "monitoring");
            Decision passed = decide(harness, tracked("pass", ""));
            assertEquals("https", passed.ruleId());
            assertEquals("OPEN", passed.protocolState());
        }
        try (var harness = harness(EMPTY)) {
            harness.open();
            AnnotatedSample monitored = tracked("drop", "pass");
            assertEquals(monitored.decision(), decide(harness, monitored), "no rule");
        }
    }

    private static AnnotatedSample tracked(String verdict, String outcome) {
        return sample(443)
                .withDecision(
                        new Decision(
                                "flowtrackd",
                                verdict,
                                outcome,
                                "UNEXPECTED",
                                "local",
                                "",
                                "",
                                "",
                                "",
                                "OPEN"));
    }

    private static AnnotatedSample sample(int destinationPort) {
        return annotated(TestSamples.tcp(1, 0).setDestinationPort(destinationPort));
    }

    private static AnnotatedSample annotated(PacketSample.Builder packet) {
        PacketSample sample = packet.build();
        return AnnotatedSample.of(sample, EventTime.nanos(sample), new Account(1001, "", "", ""));
    }

    private static TableRecord rule(long offset, String id, String expression, String action) {
        return new TableRecord(
                0,
                offset,
                "1001/" + id,
                """
                {"rule_id": "%s", "ruleset_id": "", "account": 1001, "phase": "custom", "position": 1,
                 "description": "", "expression": "%s", "action": "%s", "enabled": true}
                """
                        .formatted(id, expression, action));
    }

    private static void update(
            TwoInputStreamOperatorTestHarness<AnnotatedSample, TableRecord, AnnotatedSample>
                    harness,
            TableRecord record)
            throws Exception {
        harness.processElement2(new StreamRecord<>(record));
    }

    private static Decision decide(
            TwoInputStreamOperatorTestHarness<AnnotatedSample, TableRecord, AnnotatedSample>
                    harness,
            AnnotatedSample sample)
            throws Exception {
        harness.processElement1(new StreamRecord<>(sample));
        @SuppressWarnings("unchecked")
        StreamRecord<AnnotatedSample> out =
                (StreamRecord<AnnotatedSample>) harness.getOutput().poll();
        return out.getValue().decision();
    }

    private static TwoInputStreamOperatorTestHarness<AnnotatedSample, TableRecord, AnnotatedSample>
            harness(TableLoader loader) throws Exception {
        return new TwoInputStreamOperatorTestHarness<>(
                new CoBroadcastWithNonKeyedOperator<>(
                        new FirewallFunction("mitigation-rules.v1", loader),
                        List.of(BroadcastTableFunction.RECORDS)));
    }
}
