package io.networkanalytics.job.annotate.tcp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MinuteRateHistoryTest {

    /** The first minute of an hour. */
    private static final long START = 29_833_320;

    private static final int WEEK = 7 * 24 * 60;

    @Test
    void withinTwoPercentOfTheExactPercentileOverThreeWeeks() {
        Random random = new Random(7);
        MinuteRateHistory history = new MinuteRateHistory();
        double[] rates = new double[3 * WEEK];
        for (int minute = 0; minute < rates.length; minute++) {
            double day = 1 + Math.sin(2 * Math.PI * minute / (24 * 60));
            double rate = 500 * day * day * Math.exp(random.nextGaussian() / 2);
            // From the third week on there is three times as much traffic.
            rates[minute] = random.nextInt(10) == 0 ? 0 : rate * (minute > 2 * WEEK ? 3 : 1);
            history.add(START + minute, rates[minute]);
            if ((minute + 1) % 60 == 0) {
                double exact = naiveP95(rates, minute + 1);
                double said = history.p95(START + minute + 1);
                assertTrue(
                        Math.abs(said - exact) <= 0.0201 * exact,
                        said + " instead of " + exact + " after minute " + minute);
            }
        }
        assertTrue(history.toBytes().length < 30_000, "bytes: " + history.toBytes().length);
    }

    @Test
    void minutesWithoutTrafficCountAsZero() {
        MinuteRateHistory history = new MinuteRateHistory();
        for (int minute = 0; minute < 5; minute++) {
            history.add(START + minute, 1000);
        }
        assertEquals(1000, history.p95(START + 5), 20);
        assertEquals(1000, history.p95(START + 99), 20, "5 of 99 minutes: the 95th is one of them");
        assertEquals(0, history.p95(START + 100), "5 of 100");
    }

    @Test
    void whatIsOlderThanAWeekIsForgotten() {
        MinuteRateHistory history = new MinuteRateHistory();
        history.add(START, 1000);
        history.add(START + WEEK + 60, 0);
        assertEquals(9, history.toBytes().length);
        assertEquals(0, new MinuteRateHistory().p95(START));
    }

    @Test
    void theBytesStayAsTheyAre() {
        MinuteRateHistory history = new MinuteRateHistory();
        history.add(START, 1);
        history.add(START + 1, 250.5);
        history.add(START + 2, 251);
        history.add(START + 60, 1_000_000);

        byte[] golden =
                HexFormat.of()
                        .parseHex(
                                "01"
                                        + "0000000001c73868"
                                        + ("00079646" + "02" + "0000" + "01" + "008d" + "02")
                                        + ("00079647" + "01" + "0161" + "01"));
        byte[] bytes = history.toBytes();
        assertArrayEquals(golden, bytes, () -> HexFormat.of().formatHex(bytes));
        assertEquals(history, MinuteRateHistory.fromBytes(golden));
        golden[0] = 2;
        assertThrows(IllegalArgumentException.class, () -> MinuteRateHistory.fromBytes(golden));
    }

    private static double naiveP95(double[] rates, int count) {
        // The window moves by whole hours.
        int first = Math.max(0, (count - 1) / 60 * 60 - (WEEK - 60));
        double[] window = Arrays.copyOfRange(rates, first, count);
        Arrays.sort(window);
        return window[(int) Math.ceil(0.95 * window.length) - 1];
    }
}
