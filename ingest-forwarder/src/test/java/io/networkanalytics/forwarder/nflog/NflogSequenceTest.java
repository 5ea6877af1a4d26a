package io.networkanalytics.forwarder.nflog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NflogSequenceTest {

    private static final String OF_EXPORTER = " exporter=edge1 input=log";

    private final NflogFixture counted = new NflogFixture();

    /** Bursts of loss of any length, over the wrap of the numbers. */
    @Test
    void sumIsExact() {
        Random random = new Random(20260104);
        NflogSequence sequence = new NflogSequence(-50_000);
        long sum = 0;
        long lost = 0;
        int number = -50_000;
        while (number < 150_000) {
            int burst = random.nextInt(1000) == 0 ? random.nextInt(3000) : 0;
            number += burst;
            lost += burst;
            sum += arrive(sequence, number++, 100);
        }
        for (int i = 0; i < 3000; i++) {
            sum += arrive(sequence, number++, 100);
        }
        assertTrue(lost > 10_000, "lost " + lost);
        assertEquals((number + 50_000L) * 100, sum);
        assertEquals(
                Map.of("forwarder.lost" + OF_EXPORTER + " what=samples", lost), counted.metrics());
    }

    @Test
    void noSampleStandsForAGapAlone() {
        NflogSequence sequence = new NflogSequence(0);
        arrive(sequence, 0, 10);
        assertEquals(10 + 100_000 * 10 / 64, arrive(sequence, 100_001, 10));
    }

    @Test
    void aStreamMayBeJoinedInTheMiddleAndJumpBack() {
        NflogSequence sequence = new NflogSequence();
        assertEquals(10, arrive(sequence, 5000, 10));
        assertEquals(10, arrive(sequence, 5001, 10));
        assertEquals(10, arrive(sequence, 3, 10));
        assertEquals(10, arrive(sequence, 4, 10));
        assertEquals(Map.of("forwarder.discontinuities" + OF_EXPORTER, 1L), counted.metrics());
    }

    @Test
    void theLargestIntervalAndGap() {
        NflogSequence sequence = new NflogSequence(0);
        long interval = 0xFFFF_FFFFL;
        assertEquals(interval, arrive(sequence, Integer.MAX_VALUE, interval));
        assertEquals(0xFFFF_FFFFL, arrive(sequence, Integer.MIN_VALUE, 1), "no overflow");
    }

    private long arrive(NflogSequence sequence, int number, long interval) {
        sequence.arrived(number, counted.exporter.meters());
        return sequence.intervalOf(interval);
    }
}
