package io.networkanalytics.clickhouse;

import java.io.Serializable;
import java.util.random.RandomGenerator;

/**
 * How long to wait before a TRANSIENT failure is tried again: twice as long each time up to a
 * maximum, and each time between half and all of that, by chance, so that subtasks do not come back
 * in step. There is no number of attempts: the data are in the checkpoint, and the source waits.
 *
 * @param firstMillis longest first wait, at least 1
 * @param maxMillis longest wait, at least {@code firstMillis}
 */
public record RetryPolicy(long firstMillis, long maxMillis) implements Serializable {

    /** From 200 ms to 30 s. */
    public static final RetryPolicy DEFAULT = new RetryPolicy(200, 30_000);

    public RetryPolicy {
        if (firstMillis < 1 || maxMillis < firstMillis) {
            throw new IllegalArgumentException(
                    "Retry waits of "
                            + firstMillis
                            + " to "
                            + maxMillis
                            + " ms, needed is 1 <= first <= max");
        }
    }

    /**
     * The wait before a retry.
     *
     * @param retry 1 for the first
     * @param random chance
     * @return milliseconds
     */
    long waitMillis(int retry, RandomGenerator random) {
        long longest = maxMillis;
        if (retry <= 32 && firstMillis << (retry - 1) >>> (retry - 1) == firstMillis) {
            longest = Math.min(maxMillis, firstMillis << (retry - 1));
        }
        return longest - random.nextLong(longest / 2 + 1);
    }
}
