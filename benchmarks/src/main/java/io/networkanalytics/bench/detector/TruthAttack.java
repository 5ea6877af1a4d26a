package io.networkanalytics.bench.detector;

/**
 * An attack that is really there.
 *
 * @param number label of its packets, 1 to 127
 * @param vector how, in the words of the vector table
 * @param target the address, or the prefix that its packets are spread over
 * @param beginSecond of its first packets, seconds since 1970
 * @param firstSecond from which on it counts, seconds since 1970: where its rate first is at least
 *     twice the threshold
 * @param lastSecond in which it sends, seconds since 1970
 * @param packetsPerSecond represented packets at its height
 * @param thresholdPacketsPerSecond rate at which it becomes an attack
 * @param samplesPerSecond that arrive of it, from the first second on, while it sends
 */
public record TruthAttack(
        int number,
        String vector,
        String target,
        long beginSecond,
        long firstSecond,
        long lastSecond,
        double packetsPerSecond,
        double thresholdPacketsPerSecond,
        double samplesPerSecond) {

    private static final double LEAST_TIMES_THRESHOLD = 2;
    private static final double LEAST_SAMPLES_PER_SECOND = 30;

    /** How far above its threshold it is. */
    public double timesThreshold() {
        return packetsPerSecond / thresholdPacketsPerSecond;
    }

    /** Whether so much of it arrives that it must be found. */
    public boolean mustBeFound() {
        return timesThreshold() >= LEAST_TIMES_THRESHOLD
                && samplesPerSecond >= LEAST_SAMPLES_PER_SECOND;
    }
}
