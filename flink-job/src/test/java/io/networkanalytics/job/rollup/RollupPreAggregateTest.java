package io.networkanalytics.job.rollup;

import static io.networkanalytics.job.TestSamples.START_MINUTE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.networkanalytics.job.TestSamples;
import io.networkanalytics.model.Account;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.EventTime;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.SamplingMode;
import io.networkanalytics.model.rollup.RollupRow;
import io.networkanalytics.model.rollup.RollupSums;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class RollupPreAggregateTest {

    @Test
    void samplesOfAKeyAndMinuteAreOneRowAtTheBarrier() throws Exception {
        try (var harness = new OneInputStreamOperatorTestHarness<>(new RollupPreAggregate())) {
            harness.open();
            send(harness, TestSamples.tcp(1, 0));
            send(harness, TestSamples.tcp(2, 1).setSourcePort(50_001));
            send(
                    harness,
                    TestSamples.tcp(3, 2).setDestinationAddress(TestSamples.v4(203, 0, 113, 77)));
            assertEquals(0, harness.getOutput().size());

            harness.prepareSnapshotPreBarrier(1);

            List<RollupRow> rows = rows(harness);
            assertEquals(1, rows.size());
            assertEquals(START_MINUTE, rows.get(0).minute());
            assertEquals(0xFFFF_CB00_7100L, rows.get(0).key().subnetLow());
            assertEquals(new RollupSums(3, 3 * 480, 3, 0, 0), rows.get(0).sums());
        }
    }

    @Test
    void rowsGoOutBeforeTheWatermarkThatEndsTheirMinute() throws Exception {
        try (var harness = new OneInputStreamOperatorTestHarness<>(new RollupPreAggregate())) {
            harness.open();
            harness.processWatermark(START_MINUTE * 1000);
            harness.getOutput().clear();
            send(harness, TestSamples.tcp(1, 0));
            harness.processWatermark(START_MINUTE * 1000 + 1);
            assertEquals(1, harness.getOutput().size(), "only the watermark within the minute");

            harness.processWatermark(START_MINUTE * 1000 + 60_000);

            List<Object> output = new ArrayList<>(harness.getOutput());
            assertEquals(RollupRow.class, ((StreamRecord<?>) output.get(1)).getValue().getClass());
            assertEquals(new Watermark(START_MINUTE * 1000 + 60_000), output.get(2));
        }
    }

    @Test
    void aSampledPacketCountsForItsIntervalWithItsVariance() throws Exception {
        try (var harness = new OneInputStreamOperatorTestHarness<>(new RollupPreAggregate())) {
            harness.open();
            send(harness, TestSamples.tcp(1, 0).setSampleInterval(10));
            harness.endInput();

            // w(w-1)x^2 with w = 10 and x = 1 packet or 480 bits.
            assertEquals(
                    new RollupSums(10, 4800, 1, 90, 90.0 * 480 * 480), rows(harness).get(0).sums());
        }
    }

    @Test
    void aNotificationIsCountedAndHasNoVolume() throws Exception {
        try (var harness = new OneInputStreamOperatorTestHarness<>(new RollupPreAggregate())) {
            harness.open();
            send(harness, TestSamples.tcp(1, 0).setSamplingMode(SamplingMode.NOTIFICATION));
            harness.endInput();

            assertEquals(new RollupSums(0, 0, 1, 0, 0), rows(harness).get(0).sums());
        }
    }

    @Test
    void packetsOfAnAttackAreARowOfTheirOwn() throws Exception {
        try (var harness = new OneInputStreamOperatorTestHarness<>(new RollupPreAggregate())) {
            harness.open();
            send(harness, TestSamples.tcp(1, 0));
            harness.processElement(
                    new StreamRecord<>(
                            annotated(TestSamples.tcp(2, 0)).withAttack("00c0ffee00c0ffee")));
            harness.endInput();

            assertEquals(
                    Set.of("", "00c0ffee00c0ffee"),
                    rows(harness).stream()
                            .map(row -> row.key().attackId())
                            .collect(Collectors.toSet()));
        }
    }

    private static AnnotatedSample annotated(PacketSample.Builder sample) {
        PacketSample built = sample.build();
        return AnnotatedSample.of(built, EventTime.nanos(built), Account.UNASSIGNED);
    }

    private static void send(
            OneInputStreamOperatorTestHarness<AnnotatedSample, RollupRow> harness,
            PacketSample.Builder sample)
            throws Exception {
        harness.processElement(new StreamRecord<>(annotated(sample)));
    }

    private static List<RollupRow> rows(
            OneInputStreamOperatorTestHarness<AnnotatedSample, RollupRow> harness) {
        List<RollupRow> rows = new ArrayList<>();
        for (Object element : harness.getOutput()) {
            if (element instanceof StreamRecord<?> record) {
                rows.add((RollupRow) record.getValue());
            }
        }
        return rows;
    }
}
