package io.networkanalytics.bench.detector;

import java.util.List;

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
 * @param bitsPerSecond represented bits at its height
 * @param large whether it is a tenth or more of all attacks on its target, in packets or in bits:
 *     what is not comes along with the others, see docs/explanation/attack-detection.md
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
        double samplesPerSecond,
        double bitsPerSecond,
        boolean large) {

    private static final double LEAST_TIMES_THRESHOLD = 2;

    /** Some more than a tenth, as samples are drawn at random. */
    private static final double LEAST_SHARE = 0.15;

    private static final double LEAST_SAMPLES_PER_SECOND = 30;

    /** The same beside others on its target. */
    TruthAttack beside(List<TruthAttack> all) {
        double packets = 0;
        double bits = 0;
        for (TruthAttack one : all) {
            packets += one.packetsPerSecond;
            bits += one.bitsPerSecond;
        }
        boolean isLarge =
                packetsPerSecond >= LEAST_SHARE * packets || bitsPerSecond >= LEAST_SHARE * bits;
        return new TruthAttack(
                number,
                vector,
                target,
                beginSecond,
                firstSecond,
                lastSecond,
                packetsPerSecond,
                thresholdPacketsPerSecond,
                samplesPerSecond,
                bitsPerSecond,
                isLarge);
    }

    /** How far above its threshold it is. */
    public double timesThreshold() {
        return packetsPerSecond / thresholdPacketsPerSecond;
    }

    /** Whether so much of it arrives that it must be found. */
    public boolean mustBeFound() {
        return large
                && timesThreshold() >= LEAST_TIMES_THRESHOLD
                && samplesPerSecond >= LEAST_SAMPLES_PER_SECOND;
    }
}
