package io.networkanalytics.bench.detector;

import java.util.random.RandomGenerator;

/** The course of an attack over time and over addresses. */
enum AttackForm {
    /** At its height from the first second to the last. */
    STEADY("", 5, 120),
    /** Spread over all addresses of a prefix. */
    CARPET("carpet bombing", 5, 120),
    /** A few seconds on, some more off. */
    PULSE("pulses", 45, 120),
    /** Rises slowly. */
    RAMP("slow ramp", 30, 120),
    /** Another vector at the same time on the same target. */
    TWO_VECTORS("two vectors", 5, 120);

    private final String title;
    private final int leastSeconds;
    private final int mostSeconds;

    AttackForm(String title, int leastSeconds, int mostSeconds) {
        this.title = title;
        this.leastSeconds = leastSeconds;
        this.mostSeconds = mostSeconds;
    }

    /** How a table calls an attack of this form by that vector. */
    String title(String vector) {
        return title.isEmpty() ? vector : title + " (" + vector + ")";
    }

    /** How an event calls the vector of such an attack. */
    String vector(String vector) {
        return this == CARPET ? title(vector) : vector;
    }

    /**
     * Draws rate and length; long and strong attacks are cut to the budget, where the least of both
     * allows that.
     *
     * @param thresholdPacketsPerSecond 2 to 50 times that is the rate
     * @param budgetPackets represented packets of an attack, about
     */
    RateShape shape(
            RandomGenerator seeded, double thresholdPacketsPerSecond, double budgetPackets) {
        double times = 2.1 * Math.exp(seeded.nextDouble() * Math.log(50 / 2.1));
        int seconds = seeded.nextInt(leastSeconds, mostSeconds + 1);
        int on = this == PULSE ? seeded.nextInt(2, 6) : 0;
        int off = this == PULSE ? seeded.nextInt(10, 26) : 0;
        double share = this == PULSE ? (double) on / (on + off) : 1;
        double most = budgetPackets / (thresholdPacketsPerSecond * share);
        seconds = Math.max(leastSeconds, (int) Math.min(seconds, most / times));
        times = Math.max(2.1, Math.min(times, most / seconds));
        int ramp = this == RAMP ? seconds * 2 / 3 : 0;
        return new RateShape(times * thresholdPacketsPerSecond, seconds, on, off, ramp);
    }
}
