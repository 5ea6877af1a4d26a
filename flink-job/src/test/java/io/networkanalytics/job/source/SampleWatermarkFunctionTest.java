package io.networkanalytics.job.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.networkanalytics.job.TestSamples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.clock.RelativeClock;
import org.junit.jupiter.api.Test;

class SampleWatermarkFunctionTest {

    /** Five seconds out of order, quiet after ten, then four further. */
    private final SampleWatermarkFunction watermarks =
            new SampleWatermarkFunction(
                    Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(4));

    private final TestingActivity activity = new TestingActivity();

    @Test
    void eventTimeIsTheNewestLessTheBound() {
        TestingPartition partition = new TestingPartition();
        partition.arrive(100_000);
        partition.arrive(98_000);

        assertEquals(List.of("94999"), partition.periods(1));
        partition.arrive(101_000);
        assertEquals(List.of("95999"), partition.periods(1));
    }

    @Test
    void aQuietPartitionGoesALittleFurtherAndThenHoldsNothingBack() {
        TestingPartition partition = new TestingPartition();
        partition.arrive(100_000);
        partition.periods(1);
        activity.now += 9_999;
        assertEquals(List.of("94999"), partition.periods(1), "not quiet yet");

        activity.now += 1;
        assertEquals(
                List.of("104000", "104000", "104000", "104000", "104000", "idle", "idle"),
                partition.periods(7));
        activity.now += 3_600_000;
        assertEquals(List.of("idle"), partition.periods(1), "and no further");
    }

    @Test
    void whatArrivesEndsTheQuiet() {
        TestingPartition partition = new TestingPartition();
        partition.arrive(100_000);
        partition.periods(1);
        activity.now += 20_000;
        partition.periods(7);

        partition.arrive(130_000);
        assertEquals(List.of("124999"), partition.periods(1));
        activity.now += 9_000;
        assertEquals(List.of("124999"), partition.periods(1));
        activity.now += 1_000;
        assertEquals(
                List.of("134000", "134000", "134000", "134000", "134000", "idle"),
                partition.periods(6),
                "its last word again");
    }

    @Test
    void aPartitionWithoutAnyRecordHoldsNothingBack() {
        TestingPartition partition = new TestingPartition();

        assertEquals(List.of(), partition.periods(3), "it may yet have some");
        activity.now += 10_000;
        assertEquals(List.of("idle", "idle"), partition.periods(2));
        partition.arrive(100_000);
        assertEquals(List.of("94999"), partition.periods(1));
    }

    @Test
    void theLastWordIsTheNewestOfAllPartitions() {
        TestingPartition quiet = new TestingPartition();
        TestingPartition busy = new TestingPartition();
        quiet.arrive(100_000);
        busy.arrive(100_000);
        quiet.periods(1);
        activity.now += 10_000;
        busy.arrive(150_000);

        assertEquals(List.of("154000"), quiet.periods(1));
        assertEquals(List.of("144999"), busy.periods(1));
    }

    /** While the source is held up its clock stands still, and nothing is quiet. */
    @Test
    void timeIsTheActivityOfTheInput() {
        TestingPartition partition = new TestingPartition();
        partition.arrive(100_000);

        assertEquals(List.of("94999", "94999", "94999"), partition.periods(3));
    }

    private static final class TestingActivity implements RelativeClock {

        private long now = 77;

        @Override
        public long relativeTimeMillis() {
            return now;
        }

        @Override
        public long relativeTimeNanos() {
            return now * 1_000_000;
        }
    }

    private final class TestingPartition
            implements WatermarkGeneratorSupplier.Context, WatermarkOutput {

        private final WatermarkGenerator<Arrival> generator =
                watermarks.createWatermarkGenerator(this);
        private final List<String> said = new ArrayList<>();

        void arrive(long millis) {
            Arrival arrival = new Arrival(0, 0, TestSamples.wire(TestSamples.tcp(1, 0)), "", "");
            generator.onEvent(arrival, millis, this);
        }

        List<String> periods(int count) {
            said.clear();
            for (int i = 0; i < count; i++) {
                generator.onPeriodicEmit(this);
            }
            return List.copyOf(said);
        }

        @Override
        public void emitWatermark(Watermark watermark) {
            said.add(String.valueOf(watermark.getTimestamp()));
        }

        @Override
        public void markIdle() {
            said.add("idle");
        }

        @Override
        public void markActive() {
            said.add("active");
        }

        @Override
        public MetricGroup getMetricGroup() {
            return new UnregisteredMetricsGroup();
        }

        @Override
        public RelativeClock getInputActivityClock() {
            return activity;
        }
    }
}
