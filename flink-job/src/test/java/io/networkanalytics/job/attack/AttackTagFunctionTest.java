package io.networkanalytics.job.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.networkanalytics.job.TestingMetrics;
import io.networkanalytics.job.encoding.AnnotatedSampleSerializer;
import io.networkanalytics.model.Account;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.rules.language.NumberRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class AttackTagFunctionTest {

    private static final int DNS = 20;
    private static final long MUCH = 1 << 20;

    @Test
    void aSampleWaitsUntilBothInputsHavePassedItsSecondAndTheTwoBehindIt() throws Exception {
        try (Harness harness = new Harness(MUCH, null)) {
            harness.sample(1, 0, DNS);
            harness.sample(2, 1, DNS);
            harness.watermarkOfSamples(10_000);
            assertEquals(List.of(), harness.output());

            harness.span("a", 0, 0);
            harness.watermarkOfSpans(2_998);
            assertEquals(List.of("watermark -1"), harness.output());
            harness.watermarkOfSpans(2_999);
            assertEquals(List.of("1 a", "watermark 999"), harness.output());
            harness.watermarkOfSpans(3_500);
            assertEquals(List.of(), harness.output(), "no further second is over");
            harness.watermarkOfSpans(10_000);
            assertEquals(List.of("2 ", "watermark 7999"), harness.output());
            assertEquals(1L, harness.metric("samplesTagged"));
            assertEquals(0L, harness.metric("samplesReleasedEarly"));
            assertEquals(0, harness.metric("heldSamples"));
        }
    }

    @Test
    void whatCanBeNoAttacksGoesOnAtOnce() throws Exception {
        try (Harness harness = new Harness(MUCH, null)) {
            harness.span("a", 0, 0);
            harness.sample(1, 0, 0);

            assertEquals(List.of("1 "), harness.output());
        }
    }

    @Test
    void aLateSampleIsTaggedByWhatIsStillKnown() throws Exception {
        try (Harness harness = new Harness(MUCH, null)) {
            harness.span("a", 0, 0);
            harness.watermark(100_000);
            harness.output();

            harness.sample(1, 0, DNS);
            assertEquals(List.of("1 a"), harness.output());
            harness.watermark(700_000);
            harness.output();
            harness.sample(2, 0, DNS);
            assertEquals(List.of("2 "), harness.output());
            assertEquals(0, harness.metric("knownSpans"));
        }
    }

    @Test
    void whatIsHeldAndWhatIsKnownSurviveARestore() throws Exception {
        OperatorSubtaskState snapshot;
        try (Harness harness = new Harness(MUCH, null)) {
            harness.sample(1, 0, DNS);
            harness.sample(2, 5, DNS);
            harness.span("a", 0, 0);
            harness.span("a", 1, 1);
            harness.span("a", 5, 5);
            snapshot = harness.flink.snapshot(1, 1);
        }
        try (Harness harness = new Harness(MUCH, snapshot)) {
            assertEquals(2, harness.metric("heldSamples"));
            assertEquals(2, harness.metric("knownSpans"));
            harness.sample(3, 1, DNS);
            harness.sample(4, 2, DNS);
            harness.watermark(7_999);

            assertEquals(List.of("1 a", "3 a", "4 ", "2 a", "watermark 5999"), harness.output());
        }
    }

    /** An attack may be described anew, and wider, in one second. */
    @Test
    void allDescriptionsOfAnAttackInASecondSurviveARestore() throws Exception {
        Fingerprint all = AttackTableTest.dns("203.0.113.9", Clause.ANY, false);
        Clause odd =
                new Clause(
                        List.of(new Constraint(Attribute.LENGTH, List.of(new NumberRange(7, 7)))),
                        List.of());
        OperatorSubtaskState snapshot;
        try (Harness harness = new Harness(MUCH, null)) {
            harness.span(new AttackSpan(0, "a", Packets.SECOND, Packets.SECOND, 5, all));
            Fingerprint narrow = all.withClauses(List.of(odd));
            harness.span(new AttackSpan(0, "a", Packets.SECOND, Packets.SECOND, 5, narrow));
            harness.span(new AttackSpan(0, "a", Packets.SECOND + 1, Packets.SECOND + 1, 5, narrow));
            snapshot = harness.flink.snapshot(1, 1);
        }
        try (Harness harness = new Harness(MUCH, snapshot)) {
            assertEquals(2, harness.metric("knownSpans"));
            harness.sample(1, 0, DNS);
            harness.watermark(3_000);
            assertEquals(List.of("1 a", "watermark 999"), harness.output());

            harness.watermark(1_000_000);
            snapshot = harness.flink.snapshot(2, 2);
        }
        try (Harness harness = new Harness(MUCH, snapshot)) {
            assertEquals(0, harness.metric("knownSpans"), "forgotten in state as well");
        }
    }

    @Test
    void whereEventTimeStandsStillNothingIsHeldForLongerThanTheDelay() throws Exception {
        try (Harness harness = new Harness(MUCH, null)) {
            harness.span("a", 0, 0);
            harness.sample(1, 0, DNS);
            harness.flink.setProcessingTime(2_000);
            harness.sample(2, 3, DNS);
            harness.flink.setProcessingTime(4_000);
            harness.flink.setProcessingTime(6_000);
            harness.flink.setProcessingTime(7_999);
            assertEquals(List.of(), harness.output());

            harness.flink.setProcessingTime(8_000);
            assertEquals(List.of("1 a"), harness.output());
            harness.flink.setProcessingTime(10_000);
            assertEquals(List.of("2 "), harness.output());
            assertEquals(2L, harness.metric("samplesReleasedEarly"));
        }
    }

    @Test
    void aTaskThatWasBlockedReleasesNothingEarly() throws Exception {
        try (Harness harness = new Harness(MUCH, null)) {
            harness.sample(1, 0, DNS);
            harness.flink.setProcessingTime(1_000_000);
            harness.flink.setProcessingTime(2_000_000);
            assertEquals(List.of(), harness.output(), "time that it could not look");

            harness.span("a", 0, 0);
            harness.watermark(3_000);
            assertEquals(List.of("1 a", "watermark 999"), harness.output());
            assertEquals(0L, harness.metric("samplesReleasedEarly"));
        }
    }

    @Test
    void whatIsHeldIsBounded() throws Exception {
        long ofOne = held(1, 0, DNS).bytes().length + 64L;
        try (Harness harness = new Harness(3 * ofOne + ofOne / 2, null)) {
            harness.span("a", 0, 0);
            harness.sample(1, 1, DNS);
            harness.sample(2, 0, DNS);
            harness.sample(3, 0, DNS);
            assertEquals(List.of(), harness.output());

            harness.sample(4, 2, DNS);
            assertEquals(List.of("2 a", "3 a"), harness.output(), "the first second");
            assertEquals(2L, harness.metric("samplesReleasedEarly"));
            assertEquals(2, harness.metric("heldSamples"));
            harness.sample(5, 3, DNS);
            assertEquals(List.of(), harness.output());
        }
    }

    @Test
    void atTheEndNothingIsLeft() throws Exception {
        OperatorSubtaskState snapshot;
        try (Harness harness = new Harness(MUCH, null)) {
            harness.span("a", 0, 0);
            for (int i = 0; i < 100; i++) {
                harness.sample(i, i / 10, DNS);
            }
            harness.watermark(800_000);
            harness.operator.processWatermark1(Watermark.MAX_WATERMARK);
            harness.operator.processWatermark2(Watermark.MAX_WATERMARK);

            assertEquals(102, harness.output().size());
            snapshot = harness.flink.snapshot(1, 1);
        }
        try (Harness harness = new Harness(MUCH, snapshot)) {
            assertEquals(0, harness.metric("heldSamples"));
            assertEquals(0, harness.metric("knownSpans"));
        }
    }

    @Test
    void theLastWatermarkReleasesWhatIsHeld() throws Exception {
        try (Harness harness = new Harness(MUCH, null)) {
            harness.sample(1, 5, DNS);
            harness.operator.processWatermark1(Watermark.MAX_WATERMARK);
            assertEquals(List.of(), harness.output());
            harness.operator.processWatermark2(Watermark.MAX_WATERMARK);

            assertEquals("1 ", harness.output().get(0));
        }
    }

    private static HeldSample held(long sequence, long secondAfterStart, int vector)
            throws Exception {
        long second = Packets.SECOND + secondAfterStart;
        DataOutputSerializer out = new DataOutputSerializer(512);
        AnnotatedSampleSerializer.INSTANCE.serialize(
                Packets.annotated(Packets.dnsAnswer(sequence), second, Account.UNASSIGNED), out);
        return new HeldSample(second, vector, out.getCopyOfBuffer());
    }

    private static final class Harness implements AutoCloseable {

        private final TestingMetrics metrics = new TestingMetrics();
        private final AttackTagFunction operator;
        private final AbstractStreamOperatorTestHarness<AnnotatedSample> flink;

        Harness(long maxHeldBytes, OperatorSubtaskState restored) throws Exception {
            operator = new AttackTagFunction(Duration.ofSeconds(8), maxHeldBytes);
            flink = new AbstractStreamOperatorTestHarness<>(operator, metrics.environment());
            flink.setup(AnnotatedSampleSerializer.INSTANCE);
            if (restored != null) {
                flink.initializeState(restored);
            }
            flink.open();
        }

        void sample(long sequence, long secondAfterStart, int vector) throws Exception {
            operator.processElement1(new StreamRecord<>(held(sequence, secondAfterStart, vector)));
        }

        void span(String id, long from, long to) throws Exception {
            Fingerprint dns = AttackTableTest.dns("203.0.113.9", Clause.ANY, false);
            span(
                    new AttackSpan(
                            0,
                            id,
                            Packets.SECOND + from,
                            Packets.SECOND + to,
                            Packets.SECOND,
                            dns));
        }

        void span(AttackSpan span) throws Exception {
            operator.processElement2(new StreamRecord<>(span));
        }

        void watermark(long millisAfterStart) throws Exception {
            watermarkOfSamples(millisAfterStart);
            watermarkOfSpans(millisAfterStart);
        }

        void watermarkOfSamples(long millisAfterStart) throws Exception {
            operator.processWatermark1(new Watermark(Packets.SECOND * 1000 + millisAfterStart));
        }

        void watermarkOfSpans(long millisAfterStart) throws Exception {
            operator.processWatermark2(new Watermark(Packets.SECOND * 1000 + millisAfterStart));
        }

        Object metric(String name) {
            return metrics.values().get(name);
        }

        /** Sequence and attack of each sample, and watermarks, since the last call. */
        List<String> output() {
            List<String> words = new ArrayList<>();
            for (Object out : flink.getOutput()) {
                if (out instanceof StreamRecord<?> record) {
                    AnnotatedSample sample = (AnnotatedSample) record.getValue();
                    words.add(sample.sample().getSequence() + " " + sample.attackId());
                } else if (out instanceof Watermark mark) {
                    words.add("watermark " + (mark.getTimestamp() - Packets.SECOND * 1000));
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
