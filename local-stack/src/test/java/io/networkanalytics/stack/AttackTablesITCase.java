package io.networkanalytics.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What is known of an attack without its samples is what its samples say, on a real server. */
@Tag("stack")
class AttackTablesITCase {

    private static final int ATTACKS = 6;
    private static final int BLOCK = 50;
    private static final String SUMS =
            """
            started, ended, packets, bits, dropped_packets, dropped_bits, samples, packets_variance,
            bits_variance, and_tcp_flags, or_tcp_flags""";

    /** The same from the samples, and not in the way of the view. */
    private static final String NAIVE_SUMS =
            """
            min(observed_at), max(observed_at),
            sum(s.packets * w), sum(s.bytes * 8 * w),
            sum(if(outcome = 'drop', s.packets * w, 0)), sum(if(outcome = 'drop', s.bytes * 8 * w, 0)),
            count(),
            sum(toFloat64(s.packets) * s.packets * w * (greatest(w, 1) - 1)),
            sum(64. * s.bytes * s.bytes * w * (greatest(w, 1) - 1)),
            groupBitAnd(tcp_flags), groupBitOr(tcp_flags)""";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    static Path dir;

    private static MigratedClickHouse clickHouse;
    private static TestingClickHouse migrator;
    private static TestingClickHouse writer;
    private static TestingClickHouse reader;

    @BeforeAll
    static void start() throws IOException {
        clickHouse = MigratedClickHouse.start(dir);
        migrator = clickHouse.migrator();
        writer = clickHouse.writer();
        reader = clickHouse.reader();
        run(migrator, "SYSTEM STOP MERGES network_analytics.attack_aggregates");
        for (int first = 0; first < AttackSamples.SAMPLES_OF_AN_ATTACK; first += BLOCK) {
            for (int attack = 0; attack <= ATTACKS; attack++) {
                insert(attack, first);
            }
        }
    }

    @AfterAll
    static void stop() {
        clickHouse.close();
    }

    @Test
    void theViewSaysOfEveryDimensionWhatTheSamplesSay() throws IOException {
        List<String> dimensions = AttackSamples.dimensions();
        String shown =
                dimensions.stream()
                        .map(d -> List.of("packets", "bytes").contains(d) ? d + "_per_sample" : d)
                        .collect(Collectors.joining(", "));
        String naive =
                dimensions.stream()
                        .map(d -> "if(uniqExact(s." + d + ") = 1, any(s." + d + "), NULL)")
                        .collect(Collectors.joining(", "));
        String view =
                run(
                        reader,
                        "SELECT account_id, attack_id, %s, %s FROM attacks ORDER BY attack_id"
                                .formatted(SUMS, shown));
        String samples =
                run(
                        reader,
                        """
                        WITH if(sampling_mode = 'NOTIFICATION', 0, greatest(sample_interval, 1)) AS w
                        SELECT account_id, attack_id, %s, %s FROM samples AS s WHERE attack_id != ''
                        GROUP BY account_id, attack_id ORDER BY attack_id
                        """
                                .formatted(NAIVE_SUMS, naive));

        assertEquals(samples, view);
        assertEquals(ATTACKS, view.lines().count());
        long different =
                view.lines()
                        .flatMap(line -> List.of(line.split("\t", -1)).stream())
                        .filter("\\N"::equals)
                        .count();
        String rows =
                run(
                        migrator,
                        "SELECT count(), uniq(partition), sum(rows) FROM system.parts WHERE active"
                                + " AND table = 'attack_aggregates'");
        System.out.printf(
                "%d attacks x %d dimensions equal the samples, %d of them NULL; parts, partitions,"
                        + " rows: %s%n",
                ATTACKS, dimensions.size(), different, rows);
        assertTrue(different > ATTACKS * dimensions.size() / 4, "half of the dimensions differ");
        // Of every attack six blocks, the third of which has two days.
        assertEquals("42\t2\t42", rows, "unmerged parts in two partitions");
    }

    @Test
    void aBlockThatComesAgainIsNotCountedAgain() throws IOException {
        String before = run(reader, "SELECT " + SUMS + " FROM attacks ORDER BY attack_id");
        for (int attack = 0; attack <= ATTACKS; attack++) {
            insert(attack, 100);
        }
        assertEquals(before, run(reader, "SELECT " + SUMS + " FROM attacks ORDER BY attack_id"));
    }

    @Test
    void trafficOfNoAttackIsInTheSamplesOnly() throws IOException {
        assertEquals(
                AttackSamples.SAMPLES_OF_AN_ATTACK + "\t0",
                run(
                        reader,
                        "SELECT (SELECT count() FROM samples WHERE attack_id = ''),"
                                + " (SELECT count() FROM attack_aggregates WHERE attack_id = '')"));
    }

    /** As the sink does it: one block with a token that says which. */
    private static void insert(int attack, int first) throws IOException {
        String rows =
                run(migrator, AttackSamples.select(attack, first, BLOCK) + " FORMAT JSONEachRow");
        writer.insertOnce(
                "INSERT INTO network_analytics.samples FORMAT JSONEachRow\n" + rows,
                attack + "-" + first);
    }

    private static String run(TestingClickHouse user, String sql) throws IOException {
        return user.run(sql, Map.of("database", LocalStack.DATABASE));
    }
}
