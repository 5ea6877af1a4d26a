package io.networkanalytics.stack.demo;

import io.networkanalytics.sql.ClickHouse;
import io.networkanalytics.stack.ClickHouseLogin;
import io.networkanalytics.stack.ClickHouseRole;
import io.networkanalytics.stack.LocalStack;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What ClickHouse holds.
 *
 * @param byTable totals of {@code samples}, {@code rollup_1m}, {@code rollup_1h} and {@code
 *     rollup_1d}, in this order
 * @param distinctSamples different sample ids in {@code samples}
 * @param deadLetters rows of {@code dead_letters}
 */
public record StoredTotals(Map<String, Totals> byTable, long distinctSamples, long deadLetters) {

    private static final String SAMPLES =
            "SELECT count(), sum(packets * sample_interval), sum(bytes * sample_interval),"
                    + " uniqExact(exporter_id, epoch_micros, sequence) FROM samples"
                    + " WHERE sampling_mode != 'NOTIFICATION'";

    /** Keeps the order of the tables. */
    public StoredTotals {
        byTable = Collections.unmodifiableMap(new LinkedHashMap<>(byTable));
    }

    /**
     * Reads them.
     *
     * @param stack with tables
     * @return the totals as they are now
     * @throws IOException if ClickHouse does not answer
     */
    public static StoredTotals read(LocalStack stack) throws IOException {
        ClickHouseLogin reader = stack.clickHouseLogin(ClickHouseRole.READER);
        ClickHouse server = new ClickHouse(stack.clickHouseUrl(), reader.user(), reader.password());
        Map<String, Totals> byTable = new LinkedHashMap<>();
        long[] samples = row(server, SAMPLES);
        byTable.put("samples", new Totals(samples[0], samples[1], samples[2]));
        for (String table : List.of("rollup_1m", "rollup_1h", "rollup_1d")) {
            long[] sums =
                    row(
                            server,
                            "SELECT sum(samples), sum(packets), intDiv(sum(bits), 8) FROM "
                                    + table);
            byTable.put(table, new Totals(sums[0], sums[1], sums[2]));
        }
        return new StoredTotals(
                byTable, samples[3], row(server, "SELECT count() FROM dead_letters")[0]);
    }

    /** What came since. */
    StoredTotals minus(StoredTotals before) {
        Map<String, Totals> difference = new LinkedHashMap<>();
        byTable.forEach(
                (table, totals) -> difference.put(table, totals.minus(before.byTable.get(table))));
        return new StoredTotals(
                difference,
                distinctSamples - before.distinctSamples,
                deadLetters - before.deadLetters);
    }

    private static long[] row(ClickHouse server, String sql) throws IOException {
        String line = server.execute(sql, Map.of("database", LocalStack.DATABASE)).strip();
        return Arrays.stream(line.split("\t", -1)).mapToLong(Long::parseLong).toArray();
    }
}
