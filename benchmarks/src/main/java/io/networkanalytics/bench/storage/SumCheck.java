package io.networkanalytics.bench.storage;

import io.networkanalytics.bench.BenchTables;
import java.io.IOException;
import java.util.List;

/** Tables that answer for samples have the sums of the samples, or their times mean nothing. */
final class SumCheck {

    private static final String OF_SAMPLES =
            "SELECT sum(packets * sample_interval), sum(bytes * 8 * sample_interval), count() FROM"
                    + " samples";

    private SumCheck() {}

    /** Compares them. */
    static void require(BenchTables tables) throws IOException {
        String all = tables.execute(OF_SAMPLES);
        for (String rollup : List.of("rollup_1m", "rollup_1h", "rollup_1d")) {
            same(rollup, all, tables.execute(sums(rollup)));
        }
        same(
                "attack_aggregates",
                tables.execute(OF_SAMPLES + " WHERE attack_id != ''"),
                tables.execute(sums("attack_aggregates")));
    }

    private static String sums(String table) {
        return "SELECT sum(t.packets), sum(t.bits), sum(t.samples) FROM " + table + " AS t";
    }

    private static void same(String table, String expected, String actual) {
        if (!actual.equals(expected)) {
            throw new IllegalStateException(
                    table
                            + " has packets, bits and samples "
                            + actual.strip()
                            + ", the samples "
                            + expected.strip());
        }
    }
}
