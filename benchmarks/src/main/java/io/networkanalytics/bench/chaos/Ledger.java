package io.networkanalytics.bench.chaos;

import io.networkanalytics.stack.demo.Totals;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What must be there beside what is there. */
final class Ledger {

    private static final String ROW = "  %-46s %16s %16s %12s%n";

    /**
     * One comparison.
     *
     * @param what is compared
     * @param expected what must be
     * @param stored what is
     */
    record Entry(String what, long expected, long stored) {

        /** Above 0 what is too much, below 0 what is lost. */
        long difference() {
            return stored - expected;
        }
    }

    private final List<Entry> entries = new ArrayList<>();

    Ledger compare(String what, long expected, long stored) {
        entries.add(new Entry(what, expected, stored));
        return this;
    }

    Ledger compare(String what, Totals expected, Totals stored) {
        return compare(what + ": samples", expected.samples(), stored.samples())
                .compare(what + ": packets", expected.packets(), stored.packets())
                .compare(what + ": bits", 8 * expected.bytes(), 8 * stored.bytes());
    }

    /** In the order in which they were compared. */
    List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** Whether nothing differs. */
    boolean balanced() {
        return entries.stream().allMatch(entry -> entry.difference() == 0);
    }

    /** The entry of that name. */
    Entry entry(String what) {
        return entries.stream()
                .filter(entry -> entry.what().equals(what))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no entry " + what));
    }

    /** The table for people. */
    String text() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, ROW, "", "expected", "stored", "difference"));
        for (Entry entry : entries) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            ROW,
                            entry.what(),
                            number(entry.expected()),
                            number(entry.stored()),
                            entry.difference() == 0 ? "" : number(entry.difference())));
        }
        return text.append(balanced() ? "Exactly once." : "NOT exactly once.").toString();
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
