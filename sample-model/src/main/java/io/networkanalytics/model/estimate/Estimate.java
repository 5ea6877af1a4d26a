package io.networkanalytics.model.estimate;

/**
 * An amount (packets, bits) estimated from samples that were each chosen with probability 1 in w,
 * after Horvitz and Thompson (1952). With x the amount of one sample, the sums below are unbiased,
 * whatever is filtered or grouped by.
 *
 * @param amount {@code sum(w x)}: the estimate, at least 0
 * @param variance {@code sum(w (w - 1) x^2)}: its variance, at least 0; 0 if nothing was left out
 * @param thirdMoment {@code sum(w^2 (w - 1) x^3)}: how far it is driven by a few heavy samples, at
 *     least 0
 */
public record Estimate(double amount, double variance, double thirdMoment) {

    /**
     * Below it a few heavy samples decide, and what was missed may be like none of those that were
     * seen.
     */
    private static final double MIN_EFFECTIVE_SAMPLES = 30;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a value is negative or not finite
     */
    public Estimate {
        requireAmount("amount", amount);
        requireAmount("variance", variance);
        requireAmount("thirdMoment", thirdMoment);
    }

    /**
     * How many samples of equal weight would leave as much open, in the second moment and in the
     * third; infinite if nothing was left out, 0 if there is no sample.
     */
    public double effectiveSamples() {
        if (variance == 0) {
            return amount == 0 ? 0 : Double.POSITIVE_INFINITY;
        }
        return variance * variance * variance / (thirdMoment * thirdMoment);
    }

    /** Whether there are enough samples for an interval to cover as often as it says. */
    public boolean isValid() {
        return effectiveSamples() >= MIN_EFFECTIVE_SAMPLES;
    }

    /**
     * The interval that covers the true amount as often as a normal variable lies within z standard
     * deviations.
     *
     * <p>What was left out is taken for that of a Poisson count with the same variance and third
     * moment: quantiles of a gamma distribution with half a count added, as in Jeffreys' interval.
     * With many samples that is the normal approximation; with few it is lopsided, as the truth is.
     * The quantiles are those of Wilson and Hilferty (1931), within a hundredth from ten counts on.
     *
     * @param z two-sided, such as 1.96 for 95 %; at least 0
     * @return the interval; of width 0 if nothing was left out, and if there is no sample, which
     *     {@link #isValid} tells from knowing that there is nothing
     */
    public Interval interval(double z) {
        requireAmount("z", z);
        if (variance == 0) {
            return new Interval(amount, amount);
        }
        double unit = thirdMoment / variance;
        double counts = effectiveSamples();
        double certain = amount - unit * counts;
        return new Interval(
                Math.max(0, certain + unit * gammaQuantile(counts + 0.5, -z)),
                certain + unit * gammaQuantile(counts + 0.5, z));
    }

    private static double gammaQuantile(double shape, double z) {
        double root = Math.max(0, 1 - 1 / (9 * shape) + z / (3 * Math.sqrt(shape)));
        return shape * root * root * root;
    }

    private static void requireAmount(String name, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(
                    name + " must be finite and at least 0, is " + value);
        }
    }

    /**
     * A confidence interval.
     *
     * @param lower at least 0
     * @param upper at least lower
     */
    public record Interval(double lower, double upper) {

        /** Whether the amount lies in it, bounds included. */
        public boolean covers(double amount) {
            return amount >= lower && amount <= upper;
        }
    }
}
