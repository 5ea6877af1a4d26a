package io.networkanalytics.job.annotate.tcp;

import static io.networkanalytics.job.annotate.tcp.TcpSamples.ACK;
import static io.networkanalytics.job.annotate.tcp.TcpSamples.FIN;
import static io.networkanalytics.job.annotate.tcp.TcpSamples.RST;
import static io.networkanalytics.job.annotate.tcp.TcpSamples.SYN;
import static io.networkanalytics.job.annotate.tcp.TcpSamples.annotated;
import static io.networkanalytics.job.annotate.tcp.TcpSamples.packet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.job.TestSamples;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.PacketSample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class TcpTrackFunctionTest {

    private static final Duration NO_LEARNING = Duration.ZERO;

    @Test
    void aConnectionFromItsSynToItsEndLeavesNothingBehind() throws Exception {
        try (Harness harness = harness(NO_LEARNING)) {
            assertEquals("awaits NEW", harness.say(packet(0, SYN, 100, 0)));
            assertEquals("OPEN", harness.say(packet(10, ACK, 101, 500)));
            assertEquals("CLOSING", harness.say(packet(20, FIN | ACK, 101, 500)));
            assertEquals("CLOSED", harness.say(packet(30, RST, 102, 0)));
            assertEquals(1, harness.keys());

            harness.advanceTo(Duration.ofSeconds(60));
            assertEquals(0, harness.keys(), "closed for longer than 10 s");

            harness.advanceTo(Duration.ofHours(3));
            assertEquals(0, harness.timers());
        }
    }

    @Test
    void anOpenConnectionKeepsItsStateWhileItIsHeardOfAndAHandfulOfTimers() throws Exception {
        try (Harness harness = harness(NO_LEARNING)) {
            harness.say(packet(0, SYN, 100, 0));
            for (int minute = 0; minute < 600; minute++) {
                long millis = minute * 60_000L + 10;
                assertEquals("OPEN", harness.say(packet(millis, ACK, 101, 500)));
                harness.advanceTo(Duration.ofMillis(millis));
                assertTrue(harness.timers() <= 5, () -> harness.timers() + " timers");
            }
            harness.advanceTo(Duration.ofHours(10).plusMinutes(30));
            assertEquals(1, harness.keys());
            harness.advanceTo(Duration.ofHours(13));
            assertEquals(0, harness.keys() + harness.timers());
        }
    }

    @Test
    void anOpenConnectionSurvivesARestore() throws Exception {
        OperatorSubtaskState snapshot;
        try (Harness harness = harness(NO_LEARNING)) {
            harness.say(packet(0, SYN, 100, 0));
            harness.say(packet(10, ACK, 101, 500));
            snapshot = harness.flink.snapshot(1, 1);
        }
        try (Harness harness = new Harness(NO_LEARNING)) {
            harness.flink.initializeState(snapshot);
            harness.flink.open();
            assertEquals("OPEN", harness.say(packet(20, ACK, 101, 500)));
            harness.advanceTo(Duration.ofHours(3));
            assertEquals(0, harness.keys() + harness.timers());
        }
    }

    @Test
    void nothingIsNotFoundWhileLearningAndARestoreGoesOnWithIt() throws Exception {
        OperatorSubtaskState snapshot;
        try (Harness harness = harness(Duration.ofHours(4))) {
            assertEquals("", harness.say(packet(0, RST, 7, 0)));
            assertEquals("", harness.say(packet(Duration.ofHours(3).toMillis(), RST, 7, 0)));
            snapshot = harness.flink.snapshot(1, 1);
        }
        try (Harness harness = new Harness(Duration.ofHours(4))) {
            harness.flink.initializeState(snapshot);
            harness.flink.open();
            assertEquals("", harness.say(packet(Duration.ofHours(3).toMillis(), RST, 7, 0)));
            assertEquals(
                    "awaits NOT_FOUND",
                    harness.say(packet(Duration.ofHours(5).toMillis(), RST, 7, 0)));
        }
        try (Harness harness = harness(Duration.ofHours(4))) {
            assertEquals("", harness.say(packet(Duration.ofHours(5).toMillis(), RST, 7, 0)));
        }
    }

    @Test
    void whatTheEdgeDecidedStays() throws Exception {
        try (Harness harness = harness(NO_LEARNING)) {
            PacketSample.Builder decided =
                    packet(0, ACK, 101, 500)
                            .setMitigationSystem("xdpd")
                            .setVerdict("pass")
                            .setRuleId("7");

            assertEquals("", harness.say(decided), "an ACK of no connection");
            assertEquals("xdpd", harness.last.decision().mitigationSystem());
            assertEquals("7", harness.last.decision().ruleId());
            assertEquals("", harness.last.decision().reason());

            harness.say(packet(1, SYN, 100, 0));
            assertEquals("OPEN", harness.say(decided));
            assertEquals("xdpd", harness.last.decision().mitigationSystem());
        }
    }

    private static Harness harness(Duration learning) throws Exception {
        Harness harness = new Harness(learning);
        harness.flink.open();
        return harness;
    }

    /** Says packets to the operator, and reads what it says of them. */
    private static final class Harness implements AutoCloseable {
        private final KeyedOneInputStreamOperatorTestHarness<
                        ConnectionKey, AnnotatedSample, AnnotatedSample>
                flink;
        private AnnotatedSample last;

        Harness(Duration learning) throws Exception {
            flink =
                    new KeyedOneInputStreamOperatorTestHarness<>(
                            new KeyedProcessOperator<>(
                                    new TcpTrackFunction(TcpSettings.DEFAULT, learning)),
                            s -> ConnectionKey.of(s.account().accountId(), s.sample()),
                            ConnectionKeySerializer.TYPE);
        }

        /** State and reason of the decision, behind "awaits" if the rate may change it. */
        String say(PacketSample.Builder packet) throws Exception {
            flink.processElement(new StreamRecord<>(annotated(packet)));
            List<String> words = new ArrayList<>();
            Queue<StreamRecord<AnnotatedSample>> awaiting =
                    flink.getSideOutput(TcpTrackFunction.AWAIT_RATE);
            if (awaiting != null && !awaiting.isEmpty()) {
                words.add("awaits");
                last = awaiting.poll().getValue();
            } else {
                last = null;
                while (last == null) {
                    // Watermarks are among what comes out.
                    if (flink.getOutput().poll() instanceof StreamRecord<?> record) {
                        last = (AnnotatedSample) record.getValue();
                    }
                }
            }
            words.add(last.decision().protocolState());
            words.add(last.decision().reason());
            words.removeIf(String::isEmpty);
            return String.join(" ", words);
        }

        void advanceTo(Duration afterStart) throws Exception {
            flink.processWatermark(new Watermark(TestSamples.START_MILLIS + afterStart.toMillis()));
        }

        int keys() {
            return flink.numKeyedStateEntries();
        }

        int timers() {
            return flink.numEventTimeTimers();
        }

        @Override
        public void close() throws Exception {
            flink.close();
        }
    }
}
