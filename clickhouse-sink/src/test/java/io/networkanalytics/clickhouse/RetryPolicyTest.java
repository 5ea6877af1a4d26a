package io.networkanalytics.clickhouse;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

    @Test
    void theLongestWaitDoublesUpToTheMaximumAndAtLeastHalfOfItIsWaited() {
        var policy = new RetryPolicy(100, 3000);
        var random = new Random(7);
        long[] longest = {100, 200, 400, 800, 1600, 3000, 3000};
        for (int retry = 1; retry <= longest.length; retry++) {
            for (int i = 0; i < 100; i++) {
                long wait = policy.waitMillis(retry, random);
                assertTrue(
                        wait >= longest[retry - 1] / 2 && wait <= longest[retry - 1],
                        "retry " + retry + ": " + wait);
            }
        }
    }

    @Test
    void aVeryLongOutageDoesNotOverflow() {
        var policy = new RetryPolicy(100, 30_000);
        for (int retry : new int[] {31, 32, 33, 64, 65, 1_000_000, Integer.MAX_VALUE}) {
            long wait = policy.waitMillis(retry, new Random(7));
            assertTrue(wait >= 15_000 && wait <= 30_000, retry + ": " + wait);
        }
    }

    @Test
    void impossibleWaitsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new RetryPolicy(0, 1));
        assertThrows(IllegalArgumentException.class, () -> new RetryPolicy(2, 1));
    }
}
