package io.networkanalytics.job.annotate.tcp;

import static io.networkanalytics.job.annotate.tcp.TcpSamples.ACK;
import static io.networkanalytics.job.annotate.tcp.TcpSamples.RST;
import static io.networkanalytics.job.annotate.tcp.TcpSamples.SYN;
import static io.networkanalytics.job.annotate.tcp.TcpSamples.annotated;
import static io.networkanalytics.job.annotate.tcp.TcpSamples.packet;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.networkanalytics.job.TestSamples;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.Decision;
import io.networkanalytics.model.TcpProtection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.TwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class TcpVerdictFunctionTest {

    private static final long START_SECOND = TestSamples.START_MILLIS / 1000;

    @Test
    void aSampleWaitsUntilItsSecondIsKnown() throws Exception {
        try (Harness harness = harness()) {
            harness.sample(syn(1500));
            harness.sample(syn(2100));
            harness.over(TcpRateClass.SYN_FLOOD, 1);

            harness.watermark(1998);
            assertEquals(List.of(), harness.output(), "its second is not over");
            harness.watermark(2500);
            assertEquals(List.of("flowtrackd drop CHALLENGE_NEEDED NEW"), harness.output());
            harness.watermark(3000);
            assertEquals(List.of(" pass  NEW"), harness.output(), "the next second was below");
            assertEquals(TestSamples.START_MILLIS + 2999, harness.lastWatermark);
        }
    }

    @Test
    void outOfStateIsDroppedWithItsReasonAboveTheThresholdOnly() throws Exception {
        try (Harness harness = harness()) {
            harness.sample(notFound(100, ACK));
            harness.sample(notFound(1100, ACK));
            harness.over(TcpRateClass.OUT_OF_STATE, 1);
            harness.over(TcpRateClass.SYN_FLOOD, 0);

            harness.watermark(5000);
            assertEquals(
                    List.of("flowtrackd pass NOT_FOUND ", "flowtrackd drop NOT_FOUND "),
                    harness.output());
        }
    }

    @Test
    void aRefusedConnectionHasNoReasonBelowTheThreshold() throws Exception {
        try (Harness harness = harness()) {
            harness.sample(notFound(100, RST | ACK));
            harness.sample(notFound(1100, RST | ACK));
            harness.over(TcpRateClass.OUT_OF_STATE, 1);

            harness.watermark(5000);
            assertEquals(List.of(" pass  ", "flowtrackd drop NOT_FOUND "), harness.output());
        }
    }

    @Test
    void inMonitoringTheOutcomeIsPass() throws Exception {
        try (Harness harness = harness()) {
            harness.sample(found(annotated(packet(0, SYN, 1, 0), TcpProtection.MONITORING)));
            harness.sample(found(annotated(packet(0, SYN, 1, 0), TcpProtection.ENABLED)));
            harness.over(TcpRateClass.SYN_FLOOD, 0);

            harness.watermark(5000);
            harness.output();
            assertEquals(List.of("pass", ""), harness.outcomes);
        }
    }

    @Test
    void whatIsHeldAndWhatIsKnownSurviveARestore() throws Exception {
        OperatorSubtaskState snapshot;
        try (Harness harness = harness()) {
            harness.sample(syn(100));
            harness.over(TcpRateClass.SYN_FLOOD, 0);
            snapshot = harness.flink.snapshot(1, 1);
        }
        try (Harness harness = new Harness()) {
            harness.flink.initializeState(snapshot);
            harness.flink.open();
            harness.watermark(2000);
            assertEquals(List.of("flowtrackd drop CHALLENGE_NEEDED NEW"), harness.output());
        }
    }

    @Test
    void aLateSampleIsDecidedByWhatIsStillKnown() throws Exception {
        try (Harness harness = harness()) {
            harness.over(TcpRateClass.SYN_FLOOD, 0);
            harness.watermark(30_000);
            harness.sample(syn(100));
            assertEquals(List.of("flowtrackd drop CHALLENGE_NEEDED NEW"), harness.output());

            harness.watermark(90_000);
            harness.sample(syn(100));
            assertEquals(List.of(" pass  NEW"), harness.output());
        }
    }

    @Test
    void inAQuietStreamNothingIsHeldForLongerThanTheDelay() throws Exception {
        try (Harness harness = harness()) {
            harness.flink.setProcessingTime(1000);
            harness.sample(syn(100));
            // It looks every quarter of the delay.
            for (long millis : new long[] {2500, 5000, 7500, 9999}) {
                harness.flink.setProcessingTime(millis);
            }
            assertEquals(List.of(), harness.output());
            harness.flink.setProcessingTime(10_000);
            assertEquals(List.of(" pass  NEW"), harness.output());
        }
    }

    private static AnnotatedSample syn(long millis) {
        return found(annotated(packet(millis, SYN, 1, 0)));
    }

    private static AnnotatedSample notFound(long millis, int flags) {
        return found(annotated(packet(millis, flags, 1, 1)));
    }

    private static AnnotatedSample found(AnnotatedSample sample) {
        TcpPacket packet = new TcpPacket().read(sample.sample());
        TcpTracker tracker = new TcpTracker(TcpSettings.DEFAULT);
        TcpFinding finding =
                tracker.track(new TcpConnection(), packet, TcpSamples.secondOf(sample), false);
        return TcpDecision.found(sample, finding);
    }

    private static Harness harness() throws Exception {
        Harness harness = new Harness();
        harness.flink.open();
        return harness;
    }

    private static final class Harness implements AutoCloseable {
        private final TwoInputStreamOperatorTestHarness<AnnotatedSample, OverRate, AnnotatedSample>
                flink =
                        new TwoInputStreamOperatorTestHarness<>(
                                new TcpVerdictFunction(Duration.ofSeconds(10)));
        private final List<String> outcomes = new ArrayList<>();
        private long lastWatermark;

        Harness() throws Exception {}

        void sample(AnnotatedSample sample) throws Exception {
            flink.processElement1(new StreamRecord<>(sample));
        }

        void over(TcpRateClass rateClass, long secondAfterStart) throws Exception {
            TcpRateKey key = new TcpRateKey(1001, "203.0.113.0/24", rateClass);
            flink.processElement2(
                    new StreamRecord<>(new OverRate(key, START_SECOND + secondAfterStart)));
        }

        void watermark(long millisAfterStart) throws Exception {
            Watermark mark = new Watermark(TestSamples.START_MILLIS + millisAfterStart);
            flink.processWatermark1(mark);
            flink.processWatermark2(mark);
        }

        List<String> output() {
            List<String> words = new ArrayList<>();
            for (Object out : flink.getOutput()) {
                if (out instanceof StreamRecord<?> record) {
                    Decision decision = ((AnnotatedSample) record.getValue()).decision();
                    outcomes.add(decision.outcome());
                    words.add(
                            String.join(
                                    " ",
                                    decision.mitigationSystem(),
                                    decision.verdict(),
                                    decision.reason(),
                                    decision.protocolState()));
                } else if (out instanceof Watermark mark) {
                    lastWatermark = mark.getTimestamp();
                }
            }
            flink.getOutput().clear();
            return words;
        }

        @Override
        public void close() throws Exception {
            flink.close();
        }
    }
}
