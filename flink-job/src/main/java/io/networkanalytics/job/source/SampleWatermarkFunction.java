package io.networkanalytics.job.source;

import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.util.clock.RelativeClock;

/**
 * Event time of the partitions of a subtask: the newest sample's, less a bound for those that come
 * out of order. A partition that has gone quiet lets event time go a little further than its last
 * sample, so that what was still to be decided of it is decided, and then holds nothing back. It
 * goes no further: after an outage of Kafka, samples of the time of the outage arrive, and they are
 * not late.
 */
final class SampleWatermarkFunction implements WatermarkGeneratorSupplier<Arrival>, Serializable {

    private static final long serialVersionUID = 1L;

    /** A quiet partition stays for so many periods, so that its last word is heard. */
    private static final int LAST_WORDS = 5;

    private final long outOfOrderMillis;
    private final long idleMillis;
    private final long quietAdvanceMillis;

    /** Of all partitions of the subtask. */
    private transient long newest;

    /**
     * @param outOfOrderness how far behind the newest sample an older one is still in time
     * @param idleTimeout after this without a record a partition is quiet
     * @param quietAdvance how far event time goes beyond the last sample then
     */
    SampleWatermarkFunction(Duration outOfOrderness, Duration idleTimeout, Duration quietAdvance) {
        this.outOfOrderMillis = outOfOrderness.toMillis();
        this.idleMillis = idleTimeout.toMillis();
        this.quietAdvanceMillis = quietAdvance.toMillis();
    }

    @Override
    public WatermarkGenerator<Arrival> createWatermarkGenerator(Context context) {
        // This clock stands still while the source is held up by what is behind it.
        return new Partition(context.getInputActivityClock());
    }

    private final class Partition implements WatermarkGenerator<Arrival> {

        private final RelativeClock clock;
        private long newestOfPartition = Long.MIN_VALUE;
        private boolean arrived;
        private long quietSince;
        private int saidLast;

        Partition(RelativeClock clock) {
            this.clock = clock;
            this.quietSince = clock.relativeTimeMillis();
        }

        @Override
        public void onEvent(Arrival event, long timestampMillis, WatermarkOutput output) {
            newestOfPartition = Math.max(newestOfPartition, timestampMillis);
            newest = Math.max(newest, newestOfPartition);
            arrived = true;
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            long now = clock.relativeTimeMillis();
            if (arrived) {
                arrived = false;
                quietSince = now;
                saidLast = 0;
            }
            if (now - quietSince < idleMillis) {
                if (newestOfPartition != Long.MIN_VALUE) {
                    output.emitWatermark(new Watermark(newestOfPartition - outOfOrderMillis - 1));
                }
            } else if (newestOfPartition != Long.MIN_VALUE && saidLast < LAST_WORDS) {
                saidLast++;
                output.emitWatermark(new Watermark(newest + quietAdvanceMillis));
            } else {
                output.markIdle();
            }
        }
    }
}
