package io.networkanalytics.bench.chaos;

import io.networkanalytics.stack.ClickHouseRole;
import io.networkanalytics.stack.demo.StoredTotals;
import io.networkanalytics.stack.demo.Totals;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * What ClickHouse holds.
 *
 * @param totals of samples and rollups
 * @param attackSamples samples with an attack
 * @param attackRollup the minutes of attacks
 * @param attackAggregates all rows
 * @param chosen10 what samples_10 must hold, from samples
 * @param samples10 what it holds
 * @param chosen1 what samples_1 must hold, from samples
 * @param samples1 what it holds
 * @param events rows of attack_events, in the form of {@link TopicContent#events}
 * @param ruledAttacks attack of each row of mitigation_rules
 * @param lastedAttacks attacks that have started and not ended
 */
record StoredContent(
        StoredTotals totals,
        Totals attackSamples,
        Totals attackRollup,
        Totals attackAggregates,
        Totals chosen10,
        Totals samples10,
        Totals chosen1,
        Totals samples1,
        List<String> events,
        List<String> ruledAttacks,
        long lastedAttacks) {

    /** Every table that blocks come to, by themselves or by views. */
    static final List<String> EXACT_TABLES =
            List.of(
                    "samples",
                    "samples_10",
                    "samples_1",
                    "attack_aggregates",
                    "rollup_1m",
                    "rollup_1h",
                    "rollup_1d");

    /** As in the views that fill the lower resolutions. */
    private static final String CHOICE = "cityHash64(exporter_id, epoch_micros, sequence) % ";

    static StoredContent read(ChaosStack stack) throws IOException {
        return new StoredContent(
                StoredTotals.read(stack.servers()),
                samples(stack, "samples", 1, "attack_id != ''"),
                sums(stack, "rollup_1m WHERE attack_id != ''"),
                sums(stack, "attack_aggregates"),
                samples(stack, "samples", 10, CHOICE + "10 = 0"),
                samples(stack, "samples_10", 1, "1"),
                samples(stack, "samples", 100, CHOICE + "100 = 0"),
                samples(stack, "samples_1", 1, "1"),
                query(
                                stack,
                                "SELECT attack_id, kind, toUnixTimestamp(at), packets, bits"
                                        + " FROM attack_events FINAL")
                        .lines()
                        .toList(),
                query(stack, "SELECT attack_id FROM mitigation_rules FINAL").lines().toList(),
                lastedAttacks(stack));
    }

    static long lastedAttacks(ChaosStack stack) throws IOException {
        return numbers(
                stack,
                "SELECT uniqExactIf(attack_id, kind = 'STARTED') - uniqExactIf(attack_id, kind ="
                        + " 'ENDED') FROM attack_events")[0];
    }

    /** Different events of the table. */
    Set<String> differentEvents() {
        return Set.copyOf(events);
    }

    private static Totals samples(ChaosStack stack, String table, int times, String condition)
            throws IOException {
        String weight = " * sample_interval * " + times;
        return totals(
                stack,
                "SELECT count(), sum(packets%s), sum(bytes%s) FROM %s WHERE %s"
                        .formatted(weight, weight, table, condition));
    }

    private static Totals sums(ChaosStack stack, String from) throws IOException {
        return totals(
                stack, "SELECT sum(samples), sum(packets), intDiv(sum(bits), 8) FROM " + from);
    }

    private static Totals totals(ChaosStack stack, String sql) throws IOException {
        long[] row = numbers(stack, sql);
        return new Totals(row[0], row[1], row[2]);
    }

    private static long[] numbers(ChaosStack stack, String sql) throws IOException {
        return Arrays.stream(query(stack, sql).strip().split("\t", -1))
                .mapToLong(Long::parseLong)
                .toArray();
    }

    private static String query(ChaosStack stack, String sql) throws IOException {
        return stack.sql(ClickHouseRole.READER, sql);
    }
}
