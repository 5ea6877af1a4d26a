package io.networkanalytics.forwarder.adaptive;

/**
 * The interval of one target: a power of two, so that the flows kept at a larger interval are among
 * those kept at a smaller one.
 *
 * <p>It depends on how many samples arrived and on nothing else, least of all on which were kept:
 * that is what keeps estimates unbiased. Within a second it doubles whenever the second's arrivals
 * exceed what the interval allows, so that a burst passes at most the limit and half of it again
 * for each doubling; from one second to the next it follows the rate before, downwards by half at
 * most.
 */
final class TargetRate {

    static final long WINDOW_NANOS = 1_000_000_000L;

    private long windowStart;
    private long arrived;
    private int interval = 1;

    TargetRate(long nowNanos) {
        this.windowStart = nowNanos;
    }

    /** Counts an arrival and returns the interval that it is thinned by. */
    int arrival(long nowNanos, int limit, int maxInterval) {
        long windows = Math.max(0, (nowNanos - windowStart) / WINDOW_NANOS);
        if (windows > 0) {
            int needed = windows == 1 ? needed(arrived, limit) : 1;
            interval = Math.min(maxInterval, Math.max(needed, halved(windows)));
            arrived = 0;
            windowStart += windows * WINDOW_NANOS;
        }
        arrived++;
        if (arrived > (long) limit * interval && interval * 2L <= maxInterval) {
            interval *= 2;
        }
        return interval;
    }

    /** The interval now, without an arrival. */
    int current(long nowNanos) {
        return halved(Math.max(0, (nowNanos - windowStart) / WINDOW_NANOS));
    }

    boolean silentSince(long nanos) {
        return windowStart - nanos < 0;
    }

    private int halved(long times) {
        return times > 30 ? 1 : Math.max(1, interval >> times);
    }

    private static int needed(long arrived, int limit) {
        int needed = 1;
        while (arrived > (long) limit * needed && needed < 1 << 30) {
            needed *= 2;
        }
        return needed;
    }
}
