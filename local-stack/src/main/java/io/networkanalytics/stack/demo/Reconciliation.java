package io.networkanalytics.stack.demo;

import java.util.Locale;

/**
 * The totals of every stage side by side.
 *
 * @param replay what the forwarder read and shipped
 * @param stored what ClickHouse got of it
 */
record Reconciliation(ReplayReport replay, StoredTotals stored) {

    private static final String ROW = "  %-24s %12s %14s %16s%n";

    /** Whether every stage has exactly what was read from the capture. */
    boolean agrees() {
        Totals shipped = replay.shipped();
        return replay.packetsRead() == shipped.samples() + replay.deadLetters()
                && replay.acknowledged() == shipped.samples()
                && stored.byTable().values().stream().allMatch(shipped::equals)
                && stored.distinctSamples() == shipped.samples()
                && stored.deadLetters() == replay.deadLetters();
    }

    /** The table for people. */
    String table() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, ROW, "", "samples", "packets", "bytes (IP)"));
        text.append(line("read from the capture", replay.packetsRead(), replay.packetsRead(), -1));
        Totals shipped = replay.shipped();
        text.append(
                line(
                        "shipped by the forwarder",
                        shipped.samples(),
                        shipped.packets(),
                        shipped.bytes()));
        text.append(line("acknowledged by Kafka", replay.acknowledged(), -1, -1));
        stored.byTable()
                .forEach(
                        (table, t) ->
                                text.append(
                                        line(
                                                "rows of " + table,
                                                t.samples(),
                                                t.packets(),
                                                t.bytes())));
        text.append(line("different sample ids", stored.distinctSamples(), -1, -1));
        text.append(line("dead letters", stored.deadLetters(), -1, -1));
        text.append(agrees() ? "All agree." : "They do NOT agree.").append(System.lineSeparator());
        return text.toString();
    }

    private static String line(String what, long samples, long packets, long bytes) {
        return String.format(
                Locale.ROOT, ROW, what, number(samples), number(packets), number(bytes));
    }

    private static String number(long value) {
        return value < 0 ? "" : String.format(Locale.ROOT, "%,d", value);
    }
}
