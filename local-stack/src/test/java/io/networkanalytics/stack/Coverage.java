package io.networkanalytics.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.model.estimate.Estimate;
import java.util.Locale;

/** How often 95 % intervals cover the truth, and whether estimates are too high or too low. */
final class Coverage {

    private static final double Z_95 = 1.959964;

    private int groups;
    private int valid;
    private int covered;
    private double deviations;
    private double squares;

    /**
     * One group of a query.
     *
     * @param estimate of it, all 0 if there was no sample
     * @param truth what it is an estimate of
     * @param variance that the estimate ought to have; 0 is certain, and says nothing
     */
    void add(Estimate estimate, double truth, double variance) {
        if (variance == 0) {
            return;
        }
        // Of every group, few samples or many: what is left out would be a bias.
        double deviation = (estimate.amount() - truth) / Math.sqrt(variance);
        groups++;
        deviations += deviation;
        squares += deviation * deviation;
        if (estimate.variance() > 0 && estimate.isValid()) {
            valid++;
            covered += estimate.interval(Z_95).covers(truth) ? 1 : 0;
        }
    }

    /**
     * @param minValid estimates that must have had enough samples, or the test says little
     */
    void check(int minValid) {
        assertTrue(valid >= minValid, toString());
        assertEquals(0.95, (double) covered / valid, 0.02, toString());
        assertEquals(0, deviations / groups, 0.1, toString());
        assertEquals(1, squares / groups, 0.2, toString());
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d groups, mean deviation %+.3f and variance %.3f of the standard error;"
                        + " %d with enough samples, %.1f %% of their 95 %% intervals cover the truth",
                groups,
                deviations / groups,
                squares / groups,
                valid,
                100. * covered / valid);
    }
}
