package io.networkanalytics.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * What somebody may ask of {@link SampledTraffic}: amounts by a dimension, in a range of time, with
 * some filters.
 *
 * @param amount of a row, in SQL
 * @param dimension what is grouped by, in SQL
 * @param conditions in SQL
 */
record SampledQuery(String amount, String dimension, String conditions) {

    private static final List<String> AMOUNTS = List.of("1", "bytes * 8");
    private static final List<String> DIMENSIONS =
            List.of(
                    "'all'",
                    "colo",
                    "outcome",
                    "ip_protocol",
                    "destination_port",
                    "exporter_id",
                    "destination_address",
                    "toStartOfHour(observed_at)");
    private static final List<String> FILTERS =
            List.of(
                    "account_id = 1001",
                    "account_id != 1004",
                    "colo = 'fra'",
                    "colo IN ('ams', 'lhr')",
                    "outcome = 'drop'",
                    "ip_protocol = 6",
                    "ip_protocol != 6",
                    "destination_port IN (53, 123)",
                    "bytes > 100",
                    "destination_address < toIPv6('203.0.113.16')",
                    "exporter_id IN ('router-0', 'router-3', 'router-5')");

    static SampledQuery random(SplittableRandom random) {
        // From an hour to all of it, each length as often as its double.
        double hours = Math.pow(2, random.nextDouble() * log2(SampledTraffic.HOURS));
        double from = random.nextDouble() * (SampledTraffic.HOURS - hours);
        List<String> conditions = new ArrayList<>();
        conditions.add(
                String.format(
                        Locale.ROOT,
                        "observed_at >= fromUnixTimestamp64Milli(%d) AND observed_at < fromUnixTimestamp64Milli(%d)",
                        millis(from),
                        millis(from + hours)));
        for (int filters = random.nextInt(4); filters > 0; filters--) {
            conditions.add(pick(FILTERS, random));
        }
        return new SampledQuery(
                pick(AMOUNTS, random), pick(DIMENSIONS, random), String.join(" AND ", conditions));
    }

    /**
     * What rows of a table of samples say, with w their sample interval and x their amount: group,
     * sum(w x), sum(w^2 x^2), sum(w^3 x^3), sum(w x^2), sum(w^2 x^3).
     */
    String ofSamples(String table) {
        return select(
                "sum(w * x), sum(w * w * x * x), sum(w * w * w * x * x * x), sum(w * x * x),"
                        + " sum(w * w * x * x * x)",
                table);
    }

    /** What the packets are, w as before: group, sum(x), sum(w x^2), sum(x^2). */
    String ofPackets() {
        return select("sum(x), sum(w * x * x), sum(x * x)", "packets");
    }

    private String select(String sums, String table) {
        return "WITH toFloat64(%s) AS x, toFloat64(sample_interval) AS w SELECT %s AS dimension, %s FROM %s WHERE %s GROUP BY dimension"
                .formatted(amount, dimension, sums, table, conditions);
    }

    private static long millis(double hour) {
        return Math.round((SampledTraffic.START + hour * 3600) * 1000);
    }

    private static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }

    private static String pick(List<String> values, SplittableRandom random) {
        return values.get(random.nextInt(values.size()));
    }
}
