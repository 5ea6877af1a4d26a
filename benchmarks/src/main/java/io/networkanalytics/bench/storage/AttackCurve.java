package io.networkanalytics.bench.storage;

import io.networkanalytics.bench.BenchTables;
import io.networkanalytics.bench.storage.TableSizes.TableSize;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code attack_aggregates} takes where attacks are shorter: the same samples, each attack cut
 * into many by time.
 */
final class AttackCurve {

    private static final String TABLE = "attack_curve";
    private static final int[] SECONDS = {1, 3, 10, 30, 100, 300, 1000, 3000, 10_000};

    private AttackCurve() {}

    /**
     * A point.
     *
     * @param seconds that an attack lasts
     * @param attacks rows of the table
     * @param samplesPerAttack mean
     * @param bytesPerAttack compressed
     * @param share of what the attacks' samples take
     */
    record Point(
            int seconds,
            long attacks,
            double samplesPerAttack,
            double bytesPerAttack,
            double share) {}

    /**
     * Measures it.
     *
     * @param window condition on samples: which ones to take
     * @param bytesPerSample compressed
     */
    static List<Point> measure(
            BenchTables tables, TableSizes sizes, String window, double bytesPerSample)
            throws IOException {
        String filled =
                tables.execute(
                                "SELECT as_select FROM system.tables WHERE database ="
                                        + " currentDatabase() AND name = 'attack_aggregates_view'"
                                        + " FORMAT TSVRaw")
                        .strip();
        List<Point> points = new ArrayList<>();
        for (int seconds : SECONDS) {
            tables.execute("DROP TABLE IF EXISTS " + TABLE + " SYNC");
            tables.execute("CREATE TABLE " + TABLE + " AS attack_aggregates");
            tables.execute("INSERT INTO " + TABLE + " " + cut(filled, seconds, window));
            sizes.merge(TABLE);
            TableSize size = sizes.of(TABLE);
            double samples =
                    (double) tables.number("SELECT sum(samples) FROM " + TABLE) / size.rows();
            points.add(
                    new Point(
                            seconds,
                            size.rows(),
                            samples,
                            size.bytesPerRow(),
                            size.bytesPerRow() / (samples * bytesPerSample)));
        }
        tables.execute("DROP TABLE " + TABLE + " SYNC");
        return points;
    }

    private static String cut(String filled, int seconds, String window) {
        String from = "FROM network_analytics.samples AS s";
        if (!filled.contains(from)) {
            throw new IllegalStateException("attack_aggregates_view does not read " + from);
        }
        return filled.replace(
                from,
                "FROM (SELECT * REPLACE (concat(attack_id, '-', toString(intDiv("
                        + "toUnixTimestamp(observed_at), "
                        + seconds
                        + "))) AS attack_id) FROM samples WHERE attack_id != '' AND "
                        + window
                        + ") AS s");
    }
}
