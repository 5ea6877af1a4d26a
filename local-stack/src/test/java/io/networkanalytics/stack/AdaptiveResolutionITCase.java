package io.networkanalytics.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.networkanalytics.model.estimate.Estimate;
import io.networkanalytics.model.table.Resolution;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Queries of the lower resolutions say what the samples say, as surely as they say. */
@Tag("stack")
class AdaptiveResolutionITCase {

    private static final int QUERIES = 500;

    /** Groups of all queries that have enough samples to say something. */
    private static final int MIN_ESTIMATES = 400;

    private static final Estimate NONE = new Estimate(0, 0, 0);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    static Path dir;

    private static MigratedClickHouse clickHouse;
    private static TestingClickHouse migrator;

    @BeforeAll
    static void start() throws IOException {
        clickHouse = MigratedClickHouse.start(dir);
        migrator = clickHouse.migrator();
        for (String statement : SampledTraffic.statements()) {
            run(statement);
        }
    }

    @AfterAll
    static void stop() {
        clickHouse.close();
    }

    @Test
    void everyLowerResolutionIsPartOfTheOneAboveIt() throws IOException {
        assertEquals(
                "0\t0",
                run(
                        """
                        SELECT
                            (SELECT count() FROM samples_1
                             WHERE (exporter_id, epoch_micros, sequence)
                                 NOT IN (SELECT exporter_id, epoch_micros, sequence FROM samples_10)),
                            (SELECT count() FROM samples_10
                             WHERE (exporter_id, epoch_micros, sequence)
                                 NOT IN (SELECT exporter_id, epoch_micros, sequence FROM samples))
                        """));
        String columns = "SELECT * EXCEPT (sample_interval) APPLY (x -> sum(cityHash64(x)))";
        for (Resolution lower : List.of(Resolution.TENTH, Resolution.HUNDREDTH)) {
            assertEquals(
                    run("SELECT count() FROM samples WHERE " + lower.condition()),
                    run("SELECT count() FROM " + lower.table()),
                    lower.table());
            assertEquals(
                    run(columns + " FROM samples WHERE account_id = 1001 AND " + lower.condition()),
                    run(columns + " FROM " + lower.table() + " WHERE account_id = 1001"),
                    lower.table() + " has the columns of the samples");
        }
    }

    /** Against the packets that were drawn from, and against what all samples say. */
    @Test
    void estimatesAreUnbiasedAndTheirIntervalsCoverTheTruthAsOftenAsTheySay() throws IOException {
        Map<Resolution, Coverage> ofPackets = new EnumMap<>(Resolution.class);
        Map<Resolution, Coverage> ofSamples = new EnumMap<>(Resolution.class);
        SplittableRandom random = new SplittableRandom(2026);
        for (int number = 0; number < QUERIES; number++) {
            SampledQuery query = SampledQuery.random(random);
            Map<String, double[]> packets = rows(query.ofPackets());
            Map<String, double[]> full = rows(query.ofSamples(Resolution.FULL.table()));
            for (Resolution resolution : Resolution.values()) {
                Coverage coverage = ofPackets.computeIfAbsent(resolution, r -> new Coverage());
                int k = resolution.factor();
                Map<String, double[]> rows =
                        resolution == Resolution.FULL
                                ? full
                                : rows(query.ofSamples(resolution.table()));
                packets.forEach(
                        (group, p) ->
                                coverage.add(ofPackets(rows.get(group)), p[0], k * p[1] - p[2]));
                if (resolution != Resolution.FULL) {
                    Coverage below = ofSamples.computeIfAbsent(resolution, r -> new Coverage());
                    full.forEach(
                            (group, s) ->
                                    below.add(ofSamples(rows.get(group), k), s[0], (k - 1) * s[1]));
                }
            }
        }
        ofPackets.forEach((r, c) -> System.out.printf("%s of packets: %s%n", r.table(), c));
        ofSamples.forEach((r, c) -> System.out.printf("%s of samples: %s%n", r.table(), c));
        ofPackets.values().forEach(coverage -> coverage.check(MIN_ESTIMATES));
        ofSamples.values().forEach(coverage -> coverage.check(MIN_ESTIMATES));
    }

    private static Estimate ofPackets(double[] sums) {
        return sums == null ? NONE : new Estimate(sums[0], sums[1] - sums[3], sums[2] - sums[4]);
    }

    /** Only what the lower resolution left out is open. */
    private static Estimate ofSamples(double[] sums, int k) {
        double leftOut = 1 - 1. / k;
        return sums == null ? NONE : new Estimate(sums[0], leftOut * sums[1], leftOut * sums[2]);
    }

    @Test
    void aBlockThatComesAgainIsChosenOnce() throws IOException {
        String counts = "SELECT (SELECT count() FROM samples_10), (SELECT count() FROM samples_1)";
        String before = run(counts);
        String insert =
                "INSERT INTO network_analytics.samples (observed_at, exporter_id, sequence)"
                        + " SELECT '2099-01-01 00:00:00', 'again', number FROM numbers(1000)";
        migrator.insertOnce(insert, "again");
        String once = run(counts);
        migrator.insertOnce(insert, "again");
        assertNotEquals(before, once);
        assertEquals(once, run(counts));
    }

    /** Sums by group. */
    private static Map<String, double[]> rows(String sql) throws IOException {
        return run(sql).lines()
                .map(line -> line.split("\t", 2))
                .collect(
                        Collectors.toMap(
                                row -> row[0],
                                row ->
                                        Stream.of(row[1].split("\t", -1))
                                                .mapToDouble(Double::parseDouble)
                                                .toArray()));
    }

    private static String run(String sql) throws IOException {
        return migrator.run(sql, Map.of("database", LocalStack.DATABASE));
    }
}
