package io.networkanalytics.model;

import java.time.Duration;

/** The time at which a packet counts. */
public final class EventTime {

    /** An exporter's clock that is further from the forwarder's than this is wrong. */
    public static final Duration MAX_CLOCK_DIFFERENCE = Duration.ofMinutes(5);

    /** 2000-01-01 in seconds: nothing was sampled before. */
    private static final long EARLIEST_NANOS = 946_684_800L * 1_000_000_000L;

    /** 2200-01-01 in seconds: what the tables' time type still holds, with room. */
    private static final long LATEST_NANOS = 7_258_118_400L * 1_000_000_000L;

    private static final long MAX_DIFFERENCE_NANOS = MAX_CLOCK_DIFFERENCE.toNanos();

    private EventTime() {}

    /**
     * The exporter's own time where it is believable, otherwise the forwarder's.
     *
     * @param sample a sample
     * @return nanoseconds since 1970
     */
    public static long nanos(PacketSampleOrBuilder sample) {
        return clockIsWrong(sample) ? sample.getReceivedAtNanos() : sample.getObservedAtNanos();
    }

    /**
     * Whether the exporter's time was absent or more than {@link #MAX_CLOCK_DIFFERENCE} from the
     * forwarder's.
     *
     * @param sample a sample
     * @return true if {@link #nanos} is the forwarder's time
     */
    public static boolean clockIsWrong(PacketSampleOrBuilder sample) {
        long difference = sample.getObservedAtNanos() - sample.getReceivedAtNanos();
        return sample.getObservedAtNanos() == 0
                || difference > MAX_DIFFERENCE_NANOS
                || difference < -MAX_DIFFERENCE_NANOS;
    }

    /**
     * Whether a time can be stored at all.
     *
     * @param nanos nanoseconds since 1970
     * @return true from 2000 to 2200
     */
    public static boolean isStorable(long nanos) {
        return nanos >= EARLIEST_NANOS && nanos < LATEST_NANOS;
    }
}
