package io.networkanalytics.model.estimate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.model.estimate.Estimate.Interval;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EstimateTest {

    private static final double Z_95 = 1.959964;

    @Test
    void amountOfManySamplesHasNearlyTheNormalInterval() {
        Interval interval = new Estimate(1e6, 1e8, 1e10).interval(Z_95);
        assertEquals(1e6 - Z_95 * 1e4, interval.lower(), 150);
        assertEquals(1e6 + Z_95 * 1e4, interval.upper(), 250);
    }

    /** Gamma quantiles of shape 10.5 at 2.5 % and 97.5 %, from tables of chi square with 21 df. */
    @Test
    void tenCountsHaveJeffreysInterval() {
        Interval interval = new Estimate(10, 10, 10).interval(Z_95);
        assertEquals(10.283 / 2, interval.lower(), 0.02);
        assertEquals(35.479 / 2, interval.upper(), 0.02);
    }

    @Test
    void whatWasCountedInFullIsCertain() {
        Estimate counted = new Estimate(42, 0, 0);
        assertTrue(counted.isValid());
        assertEquals(Double.POSITIVE_INFINITY, counted.effectiveSamples());
        assertEquals(new Interval(42, 42), counted.interval(Z_95));
    }

    @Test
    void noSampleSaysNothing() {
        Estimate nothing = new Estimate(0, 0, 0);
        assertFalse(nothing.isValid());
        assertEquals(0, nothing.effectiveSamples());
        assertEquals(new Interval(0, 0), nothing.interval(Z_95));
    }

    @Test
    void fewOrUnequalSamplesAreNotValid() {
        assertFalse(new Estimate(29, 29, 29).isValid());
        assertTrue(new Estimate(30, 30, 30).isValid());
        // A million packets, all seen but for those that three samples of 1000 stand for.
        assertFalse(new Estimate(1e6, 3e6, 3e9).isValid());
    }

    @Test
    void refusesWhatIsNoAmount() {
        assertThrows(IllegalArgumentException.class, () -> new Estimate(-1, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Estimate(1, Double.NaN, 0));
        assertThrows(
                IllegalArgumentException.class, () -> new Estimate(1, 1, Double.POSITIVE_INFINITY));
        assertThrows(IllegalArgumentException.class, () -> new Estimate(1, 1, 1).interval(-1));
    }

    /** Packets of three lengths, of which one exporter drew all, another one in ten. */
    @Test
    void intervalsCoverAsOftenAsTheySay() {
        SplittableRandom random = new SplittableRandom(1);
        int valid = 0;
        int covered = 0;
        for (int trial = 0; trial < 5_000; trial++) {
            double truth = 0;
            double amount = 0;
            double variance = 0;
            double third = 0;
            for (int packets = random.nextInt(400, 8000); packets > 0; packets--) {
                double w = random.nextBoolean() ? 1 : 10;
                double x = 8 * new int[] {60, 576, 1500}[random.nextInt(3)];
                truth += x;
                if (w == 1 || random.nextInt(10) == 0) {
                    amount += w * x;
                    variance += w * (w - 1) * x * x;
                    third += w * w * (w - 1) * x * x * x;
                }
            }
            Estimate estimate = new Estimate(amount, variance, third);
            if (estimate.isValid()) {
                valid++;
                covered += estimate.interval(Z_95).covers(truth) ? 1 : 0;
            }
        }
        assertTrue(valid > 3_500, valid + " valid");
        assertEquals(0.95, (double) covered / valid, 0.015);
    }
}
