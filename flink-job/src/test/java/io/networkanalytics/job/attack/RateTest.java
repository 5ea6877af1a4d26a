package io.networkanalytics.job.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.model.SamplingMode;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateTest {

    /** One packet of 500 bytes, drawn from a hundred. */
    private static final WeightedDigest DRAWN =
            Packets.weighted(
                    Packets.udp(1, 9, "")
                            .setSamplingMode(SamplingMode.RANDOM)
                            .setSampleInterval(100)
                            .setBytes(500));

    /** Standard deviation: sqrt(50 x 100 x 99) = 703.562. */
    private static final Rate FIFTY = Rate.of(Collections.nCopies(50, DRAWN));

    @Test
    void theLowerBoundIsTheMeanLessSoManyDeviations() {
        assertEquals(5000, FIFTY.packets());
        assertEquals(20_000_000, FIFTY.bits());
        assertEquals(495_000, FIFTY.packetsVariance(), 1e-6);
        assertEquals(5000 - 1.6449 * 703.562, FIFTY.leastPackets(), 0.01);
        assertEquals(4000 * 3842.71, FIFTY.leastBits(), 40);
        assertEquals(50, FIFTY.samples());
    }

    @Test
    void whatIsNotSampledIsKnownExactly() {
        Rate rate = Rate.of(List.of(Packets.weighted(Packets.udp(1, 9, "").setPackets(70))));

        assertEquals(70, rate.leastPackets());
        assertEquals(480, rate.leastBits());
    }

    /** 100 x 99 x 250 / 100 by the exporter, 250 x (250 - 100) by what was left out here. */
    @Test
    void bothSamplingsAddToTheVariance() {
        WeightedDigest thinned = new WeightedDigest(DRAWN.digest(), 250);

        assertEquals(24_750 + 37_500, thinned.packetsVariance(), 1e-6);
        assertEquals(62_250 * 4000.0 * 4000.0, thinned.bitsVariance(), 1);
        assertEquals(1_000_000, thinned.bits());
    }

    @Test
    void aboveIsAboveForAllTheSeconds() {
        double never = Double.POSITIVE_INFINITY;

        assertTrue(FIFTY.isAbove(new Threshold(3842, never), 1));
        assertFalse(FIFTY.isAbove(new Threshold(3843, never), 1));
        assertTrue(FIFTY.isAbove(new Threshold(1280, never), 3));
        assertFalse(FIFTY.isAbove(new Threshold(1281, never), 3));
        assertTrue(FIFTY.isAbove(new Threshold(never, 15_370_000), 1));
        assertFalse(FIFTY.isAbove(new Threshold(never, 15_372_000), 1));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.5",
        "0.5, 0.6914624613",
        "1, 0.8413447461",
        "1.6448536270, 0.95",
        "2.3263478740, 0.99",
        "4, 0.9999683288",
        "-1, 0.1586552539",
        "-3, 0.0013498980",
    })
    void confidenceIsTheNormalDistribution(double deviations, double probability) {
        double threshold = 5000 - deviations * Math.sqrt(495_000);

        assertEquals(
                probability,
                FIFTY.confidence(new Threshold(threshold, Double.POSITIVE_INFINITY), 1),
                1e-7);
        assertEquals(
                probability,
                FIFTY.confidence(new Threshold(Double.POSITIVE_INFINITY, threshold * 2000), 2),
                1e-7);
    }

    @Test
    void withoutVarianceThereIsNoDoubt() {
        Rate exact = new Rate(10, 80, 0, 0, 0, 1);

        assertEquals(1, exact.confidence(new Threshold(9, 1000), 1));
        assertEquals(0, exact.confidence(new Threshold(10, 80), 1));
    }

    @Test
    void sumsAndDifferences() {
        Rate one = new Rate(10, 80, 4, 5, 3, 2);
        Rate other = new Rate(20, 10, 6, 7, 1, 1);

        assertEquals(new Rate(30, 90, 10, 12, 4, 3), one.plus(other));
        assertEquals(new Rate(0, 70, 4, 5, 3, 2), one.above(other));
    }
}
