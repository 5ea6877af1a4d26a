package io.networkanalytics.bench.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.stack.demo.Totals;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private static final Totals TRUTH = new Totals(10, 1_000, 50_000);

    @Test
    void equalIsBalanced() {
        Ledger ledger = new Ledger().compare("samples", TRUTH, new Totals(10, 1_000, 50_000));
        assertTrue(ledger.balanced());
        assertTrue(ledger.text().endsWith("Exactly once."), ledger.text());
    }

    @Test
    void oneBitTooFewOrTooManyIsNot() {
        assertFalse(
                new Ledger().compare("samples", TRUTH, new Totals(10, 1_000, 49_999)).balanced());
        Ledger more = new Ledger().compare("samples", TRUTH, new Totals(11, 1_000, 50_000));
        assertFalse(more.balanced());
        assertEquals(1, more.entry("samples: samples").difference());
        assertTrue(more.text().endsWith("NOT exactly once."), more.text());
    }
}
