package io.networkanalytics.job.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.job.TestSamples;
import io.networkanalytics.job.TestingMetrics;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.IpPrefix;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.attack.AttackEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.function.LongFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

class AttackDetectFunctionTest {

    private static final AttackSettings SETTINGS = AttackSettings.DEFAULT;
    private static final int ATTACK_SECONDS = 10;
    private static final long SECONDS_PER_DAY = 86_400;

    @Test
    void anAttackIsFoundInItsFirstSecondAndEndsAfterTheGap() throws Exception {
        try (Harness harness = new Harness(null)) {
            for (int second = 0; second < ATTACK_SECONDS; second++) {
                harness.counts(attack(second));
            }
            harness.watermark(0, 998);
            assertEquals(List.of(), harness.outputs());
            harness.watermark(0, 999);
            String id =
                    AttackIds.of(
                            0, IpPrefix.parse("203.0.113.9"), "DNS amplification", Packets.SECOND);
            assertEquals(id, harness.events().get(0).attackId());
            assertEquals(AttackEvent.Kind.STARTED, harness.events().get(0).kind());
            assertEquals(1L, harness.metric("attacksStarted"));

            harness.watermark(68, 998);
            assertEquals(0L, harness.metric("attacksEnded"));
            harness.watermark(69, 999);
            assertEquals(1L, harness.metric("attacksEnded"));
            List<AttackEvent.Kind> kinds =
                    harness.events().stream().map(AttackEvent::kind).distinct().toList();
            assertEquals(List.of(AttackEvent.Kind.values()), kinds);
            assertTrue(harness.events().stream().allMatch(e -> e.attackId().equals(id)));
            AttackEvent last = harness.events().get(harness.events().size() - 1);
            assertEquals(ATTACK_SECONDS * 100, last.samples());
            assertEquals(ATTACK_SECONDS * 100_000, last.packets());
        }
    }

    @Test
    void theOrderInWhichCountsArriveDoesNotMatter() throws Exception {
        List<TrafficCount> counts = new ArrayList<>();
        for (int second = 0; second < ATTACK_SECONDS; second++) {
            counts.addAll(attack(second));
        }
        List<Object> inOrder = detected(counts);
        Collections.reverse(counts);
        assertEquals(inOrder, detected(counts));
        Collections.shuffle(counts, new Random(3));
        assertEquals(inOrder, detected(counts));
        assertTrue(inOrder.size() > ATTACK_SECONDS);
    }

    private static List<Object> detected(List<TrafficCount> counts) throws Exception {
        try (Harness harness = new Harness(null)) {
            harness.counts(counts);
            harness.watermark(200, 0);
            return harness.outputs();
        }
    }

    @Test
    void aLateCountIsCountedAndNotUsed() throws Exception {
        List<TrafficCount> late = attack(0);
        try (Harness harness = new Harness(null)) {
            harness.watermark(0, 998);
            harness.counts(late.subList(0, 1));
            assertEquals(0L, harness.metric("lateCounts"));
            harness.watermark(0, 999);
            harness.counts(late.subList(1, 2));

            assertEquals(late.get(1).traffic().samples(), harness.metric("lateCounts"));
            harness.watermark(300, 0);
            AttackEvent last = harness.events().get(harness.events().size() - 1);
            assertEquals(late.get(0).traffic().samples(), last.samples());
        }
    }

    @Test
    void aRestoreInTheMidstChangesNothing() throws Exception {
        List<Object> spans = new ArrayList<>();
        List<AttackEvent> events = new ArrayList<>();
        OperatorSubtaskState snapshot;
        try (Harness harness = new Harness(null)) {
            for (int second = 0; second < 4; second++) {
                harness.counts(attack(second));
                harness.watermark(second - 1, 999);
            }
            // A second of which one half has come, and one that is to come.
            harness.counts(attack(4).subList(0, 1));
            snapshot = harness.flink.snapshot(1, 1);
            spans.addAll(harness.spans());
            events.addAll(harness.events());
        }
        try (Harness harness = new Harness(snapshot)) {
            harness.counts(attack(4).subList(1, 2));
            for (int second = 5; second < ATTACK_SECONDS; second++) {
                harness.counts(attack(second));
                harness.watermark(second - 1, 999);
            }
            harness.watermark(200, 0);
            spans.addAll(harness.spans());
            events.addAll(harness.events());
        }
        try (Harness harness = new Harness(null)) {
            for (int second = 0; second < ATTACK_SECONDS; second++) {
                harness.counts(attack(second));
            }
            harness.watermark(200, 0);
            assertEquals(harness.spans(), spans);
            assertEquals(harness.events(), events);
        }
    }

    @Test
    void nothingIsLeftAfterAnAttack() throws Exception {
        try (Harness harness = new Harness(null)) {
            for (int second = 0; second < ATTACK_SECONDS; second++) {
                harness.counts(attack(second));
            }
            harness.watermark(5, 0);
            assertTrue(harness.flink.numKeyedStateEntries() > 0);
            assertTrue(harness.flink.numEventTimeTimers() > 0);

            harness.watermark(SECONDS_PER_DAY, 0);
            harness.assertEmpty();
        }
    }

    @Test
    void nothingIsLeftOfTrafficThatIsNoAttack() throws Exception {
        try (Harness harness = new Harness(null)) {
            harness.counts(counted(0, 10, AttackDetectFunctionTest::small));
            harness.watermark(1, 0);
            assertEquals(List.of(), harness.outputs());

            harness.watermark(10, 0);
            harness.assertEmpty();
        }
    }

    @Test
    void whatIsUsualIsKeptForAWeekAndLookedAtOnceADay() throws Exception {
        try (Harness harness = new Harness(null)) {
            harness.counts(counted(0, 500, AttackDetectFunctionTest::small));
            harness.watermark(10, 0);
            assertEquals(1, harness.flink.numKeyedStateEntries());
            assertEquals(1, harness.flink.numEventTimeTimers());

            harness.watermark(7 * SECONDS_PER_DAY, 0);
            assertEquals(1, harness.flink.numKeyedStateEntries());
            assertEquals(1, harness.flink.numEventTimeTimers());
            harness.watermark(9 * SECONDS_PER_DAY, 0);
            harness.assertEmpty();
            assertEquals(List.of(), harness.outputs());
        }
    }

    @Test
    void prefixesAreJudgedForThemselves() throws Exception {
        try (Harness harness = new Harness(null)) {
            harness.counts(attack(0));
            harness.counts(
                    counted(
                            0,
                            100,
                            i ->
                                    Packets.dnsAnswer(i)
                                            .setDestinationAddress(TestSamples.v4(198, 18, 0, 1))));
            harness.watermark(0, 999);

            assertEquals(
                    List.of("198.18.0.1/32", "203.0.113.9/32"),
                    harness.events().stream().map(AttackEvent::target).sorted().toList());
            harness.watermark(SECONDS_PER_DAY, 0);
            harness.assertEmpty();
        }
    }

    /** Hundred thousand packets a second, seen by two subtasks. */
    private static List<TrafficCount> attack(long second) {
        return counted(second, 100, i -> Packets.dnsAnswer(second * 1000 + i));
    }

    private static PacketSample.Builder small(long number) {
        return Packets.dnsAnswer(number).setSampleInterval(1).setIpTotalLength(200).setBytes(214);
    }

    private static List<TrafficCount> counted(
            long secondAfterStart, int count, LongFunction<PacketSample.Builder> packet) {
        VectorTable vectors = VectorTable.standard();
        SampleTarget.Finder targets = new SampleTarget.Finder();
        List<TrafficBuffer> parts =
                List.of(
                        new TrafficBuffer(SETTINGS.digests()),
                        new TrafficBuffer(SETTINGS.digests()));
        for (int i = 0; i < count; i++) {
            AnnotatedSample sample = Packets.annotated(packet.apply(i));
            parts.get(i % 3 == 0 ? 0 : 1)
                    .add(
                            sample,
                            targets.of(sample).orElseThrow(),
                            Packets.SECOND + secondAfterStart,
                            vectors.classify(sample));
        }
        List<TrafficCount> counts = new ArrayList<>();
        parts.forEach(part -> part.drain(counts::add));
        return counts;
    }

    private static final class Harness implements AutoCloseable {

        private final TestingMetrics metrics = new TestingMetrics();
        private final KeyedOneInputStreamOperatorTestHarness<PrefixKey, TrafficCount, AttackSpan>
                flink;

        Harness(OperatorSubtaskState restored) throws Exception {
            flink =
                    new KeyedOneInputStreamOperatorTestHarness<>(
                            new KeyedProcessOperator<>(new AttackDetectFunction(SETTINGS)),
                            TrafficCount::key,
                            TypeInformation.of(PrefixKey.class),
                            metrics.environment());
            flink.setup(AttackSpanSerializer.INSTANCE);
            if (restored != null) {
                flink.initializeState(restored);
            }
            flink.open();
        }

        void counts(Collection<TrafficCount> counts) throws Exception {
            for (TrafficCount count : counts) {
                flink.processElement(new StreamRecord<>(count));
            }
        }

        void watermark(long secondsAfterStart, long millis) throws Exception {
            flink.processWatermark((Packets.SECOND + secondsAfterStart) * 1000 + millis);
        }

        List<Object> spans() {
            return new ArrayList<>(flink.extractOutputValues());
        }

        List<AttackEvent> events() {
            return side(AttackDetectFunction.EVENTS);
        }

        /** Events, rules and spans so far, each in their order. */
        List<Object> outputs() {
            List<Object> all = new ArrayList<>(events());
            all.addAll(side(AttackDetectFunction.RULES));
            all.addAll(spans());
            return all;
        }

        private <T> List<T> side(OutputTag<T> tag) {
            Queue<StreamRecord<T>> records = flink.getSideOutput(tag);
            return records == null
                    ? List.of()
                    : records.stream().map(StreamRecord::getValue).toList();
        }

        Object metric(String name) {
            return metrics.values().get(name);
        }

        void assertEmpty() {
            assertEquals(0, flink.numKeyedStateEntries());
            assertEquals(0, flink.numEventTimeTimers());
        }

        @Override
        public void close() throws Exception {
            flink.close();
        }
    }
}
