package io.networkanalytics.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.model.table.Resolution;
import io.networkanalytics.sql.DistributedTables;
import io.networkanalytics.sql.MigrationException;
import io.networkanalytics.sql.MigrationFiles;
import io.networkanalytics.sql.Migrator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job's blocks through Distributed tables onto two shards, one of which is killed: each row is
 * there once, also in what the views make of it, whichever server is asked.
 *
 * <p>The engine cannot replicate (see {@link ReplicatedTablesITCase}), so the shards have the
 * engines of a single server; all else is the cluster form.
 */
@Tag("stack")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterITCase {
    private static final int BLOCKS = 3;
    private static final int ROWS_OF_AN_ATTACK = 50;
    private static final int ATTACKS = 4;
    private static final int ACCOUNTS = 16;
    private static final long ROLLUPS = 200;

    /** As {@code ClientInsertTransport} of clickhouse-sink sends them. */
    private static final Map<String, String> EXACT =
            Map.of(
                    "insert_deduplicate", "1",
                    "deduplicate_blocks_in_dependent_materialized_views", "1",
                    "async_insert", "0",
                    "distributed_foreground_insert", "1",
                    "min_insert_block_size_rows", "0",
                    "min_insert_block_size_bytes", "0",
                    "max_partitions_per_insert_block", "0");

    private static final List<String> SUMMED =
            List.of("rollup_1m", "rollup_1h", "rollup_1d", "samples", "attack_aggregates");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    static Path dir;

    private static TestingCluster cluster;

    @BeforeAll
    static void start() throws IOException {
        cluster = TestingCluster.ofTwoShards(dir);
        for (int server = 1; server <= 2; server++) {
            var migrator = cluster.as(ClickHouseRole.MIGRATOR, server).server();
            new Migrator(migrator, LocalStack.DATABASE, false, line -> {})
                    .migrate(MigrationFiles.bundled());
            new DistributedTables(migrator, LocalStack.DATABASE, "").renew();
        }
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    @Order(1)
    void everyTableAndViewHasADistributedOneThatFollowsIt() throws IOException {
        TestingClickHouse migrator = cluster.as(ClickHouseRole.MIGRATOR, 1);
        String names =
                "SELECT name FROM system.tables WHERE database = '%s' AND engine != 'MaterializedView'"
                        + " AND name != 'schema_migrations' ORDER BY name";
        assertEquals(
                migrator.run(names.formatted("network_analytics")),
                migrator.run(names.formatted("network_analytics_distributed")));
        assertEquals(
                "Distributed('{cluster}', 'network_analytics', 'dead_letters',"
                        + " cityHash64(reason, stage, received_at))\n"
                        + "Distributed('{cluster}', 'network_analytics', 'samples', cityHash64(account_id))",
                migrator.run(
                        "SELECT engine_full FROM system.tables WHERE database = 'network_analytics_distributed'"
                                + " AND name IN ('samples', 'dead_letters') ORDER BY name FORMAT TSVRaw"));

        var distributed = new DistributedTables(migrator.server(), LocalStack.DATABASE, "");
        assertEquals(List.of(), distributed.renew());
        migrator.run("ALTER TABLE network_analytics.dead_letters ADD COLUMN new_one String");
        migrator.run("CREATE VIEW network_analytics.few AS SELECT 1 AS one");
        assertEquals(List.of("dead_letters", "few"), distributed.renew());
        assertEquals(
                "String",
                migrator.run(
                        "SELECT type FROM system.columns WHERE database = 'network_analytics_distributed'"
                                + " AND name = 'new_one'"));
        migrator.run("ALTER TABLE network_analytics.dead_letters DROP COLUMN new_one");
        migrator.run("DROP VIEW network_analytics.few");
        assertEquals(List.of("dead_letters", "few"), distributed.renew());
        assertEquals(List.of(), distributed.renew());
    }

    @Test
    @Order(2)
    void eachRowIsThereOnceThoughBlocksComeAgainAndAShardIsKilled() throws IOException {
        List<String> samples = new ArrayList<>();
        List<String> rollups = new ArrayList<>();
        for (int block = 0; block < BLOCKS; block++) {
            samples.add(json(samplesOf(block)));
            rollups.add(json(rollupsOf(block)));
            insert(1, "samples", "s" + block, samples.get(block));
            insert(2, "rollup_1m", "r" + block, rollups.get(block));
        }
        assertAllThereOnce(BLOCKS, "inserted");
        for (int block = 0; block < BLOCKS; block++) {
            insert(2, "samples", "s" + block, samples.get(block));
            insert(1, "rollup_1m", "r" + block, rollups.get(block));
        }
        assertAllThereOnce(BLOCKS, "again at the other server");

        cluster.kill(2);
        String moreSamples = json(samplesOf(BLOCKS));
        String moreRollups = json(rollupsOf(BLOCKS));
        assertFailsForNow(() -> insert(1, "samples", "s" + BLOCKS, moreSamples));
        assertFailsForNow(() -> insert(1, "rollup_1m", "r" + BLOCKS, moreRollups));
        TestingClickHouse reader = cluster.as(ClickHouseRole.READER, 1);
        assertFailsForNow(
                () -> reader.run("SELECT count() FROM network_analytics_distributed.samples"));
        String before = localCounts(1);
        cluster.restart(2);
        insert(2, "samples", "s" + BLOCKS, moreSamples);
        insert(2, "rollup_1m", "r" + BLOCKS, moreRollups);
        System.out.println(
                "samples on shard 1 before and after the retry: " + before + ", " + localCounts(1));
        assertAllThereOnce(BLOCKS + 1, "again after kill -9 of shard 2");
    }

    /** The other shard has stored its part, and recognises it. */
    @Test
    @Order(3)
    void aBlockOfWhichOnlyOneShardTookItsPartIsCompletedByTheRetry() throws IOException {
        String rows = json(samplesOf(BLOCKS + 1));
        String token = "s" + (BLOCKS + 1);
        long before = Long.parseLong(localCounts(1));
        TestingClickHouse second = cluster.as(ClickHouseRole.MIGRATOR, 2);
        second.run(
                "ALTER TABLE network_analytics.samples ADD CONSTRAINT none CHECK account_id > 99");
        String message =
                assertThrows(MigrationException.class, () -> insert(1, "samples", token, rows))
                        .getMessage();
        assertTrue(message.contains("VIOLATED_CONSTRAINT"), message);
        long stored = Long.parseLong(localCounts(1)) - before;
        second.run("ALTER TABLE network_analytics.samples DROP CONSTRAINT none");
        insert(2, "samples", token, rows);
        String rollups = json(rollupsOf(BLOCKS + 1));
        insert(1, "rollup_1m", "r" + (BLOCKS + 1), rollups);
        System.out.println("shard 1 had stored " + stored + " rows of the block that failed");
        assertAllThereOnce(BLOCKS + 2, "again after shard 2 refused its part");
    }

    @Test
    @Order(4)
    void anAccountLiesInOneShardAndItsAttacksAreWholeThere() throws IOException {
        TestingClickHouse reader = cluster.as(ClickHouseRole.READER, 2);
        String attacks =
                reader.run(
                        "SELECT count(), uniqExact(account_id, attack_id), sum(samples)"
                                + " FROM network_analytics_distributed.attacks");
        String samples =
                reader.run(
                        "SELECT uniqExact(account_id, attack_id), uniqExact(account_id, attack_id), count()"
                                + " FROM network_analytics_distributed.samples WHERE attack_id != ''");
        assertEquals(samples, attacks);
        String accounts =
                "SELECT arrayJoin(groupUniqArray(account_id)) AS a FROM network_analytics.samples ORDER BY a";
        List<String> one = cluster.as(ClickHouseRole.READER, 1).run(accounts).lines().toList();
        List<String> two = reader.run(accounts).lines().toList();
        System.out.println("accounts of shard 1: " + one + ", of shard 2: " + two);
        assertTrue(!one.isEmpty() && !two.isEmpty(), "both shards have accounts");
        assertTrue(one.stream().noneMatch(two::contains), "no account is in both");
        assertEquals(ACCOUNTS, one.size() + two.size());
    }

    @Test
    @Order(5)
    void aRowOfTheLifeOfAnAttackThatComesAgainIsReplaced() throws IOException {
        for (int server = 1; server <= 2; server++) {
            insert(
                    server,
                    "attack_events",
                    "e" + server,
                    "{\"account_id\": 7, \"attack_id\": \"a\", \"kind\": \"STARTED\", \"at\": 4000000000}");
        }
        String count = "SELECT count() FROM network_analytics_distributed.attack_events";
        TestingClickHouse reader = cluster.as(ClickHouseRole.READER, 1);
        assertEquals("2", reader.run(count));
        assertEquals("1", reader.run(count + " FINAL"));
    }

    @Test
    @Order(6)
    void usersMayDoTheSameThroughDistributedTablesAsBefore() throws IOException {
        TestingClickHouse writer = cluster.as(ClickHouseRole.WRITER, 1);
        TestingClickHouse reader = cluster.as(ClickHouseRole.READER, 1);
        writer.assertDenied("SELECT count() FROM network_analytics_distributed.samples");
        writer.assertDenied("DROP TABLE network_analytics_distributed.samples");
        reader.assertDenied(
                "INSERT INTO network_analytics_distributed.samples (account_id) VALUES (1)");
        reader.assertDenied("SELECT * FROM remote('127.0.0.1', 'system', 'users')");
        // What the sink asks when it starts.
        assertTrue(
                writer.run("SHOW CREATE TABLE network_analytics_distributed.samples FORMAT TSVRaw")
                        .contains(
                                "\nENGINE = Distributed('{cluster}', 'network_analytics', 'samples',"));
        assertTrue(
                writer.run("SHOW CREATE TABLE `network_analytics`.`samples`")
                        .contains("deduplication_window = 10000"));
        assertEquals(
                writer.run("DESCRIBE TABLE network_analytics.samples FORMAT TSV"),
                writer.run("DESCRIBE TABLE network_analytics_distributed.samples FORMAT TSV"));
    }

    private static void assertAllThereOnce(int blocks, String when) throws IOException {
        long rows = (long) blocks * ROWS_OF_AN_ATTACK;
        // Of the blocks 0, 1, ...: the sum of 1 + number * (block + 1) over the numbers.
        long numbers = ROLLUPS * (ROLLUPS - 1L) / 2;
        String packets = Long.toString(blocks * ROLLUPS + numbers * blocks * (blocks + 1) / 2);
        Map<String, String> wanted =
                Map.of(
                        "rollup_1m", packets,
                        "rollup_1h", packets,
                        "rollup_1d", packets,
                        "samples", Long.toString(rows * ATTACKS),
                        // Attack 0 is none.
                        "attack_aggregates", Long.toString(rows * (ATTACKS - 1)));
        for (String table : SUMMED) {
            String sum =
                    switch (table) {
                        case "samples" -> "count()";
                        case "attack_aggregates" -> "sum(samples)";
                        default -> "sum(packets)";
                    };
            String select = "SELECT " + sum + " FROM %s." + table;
            long ofShards = 0;
            for (int server = 1; server <= 2; server++) {
                TestingClickHouse reader = cluster.as(ClickHouseRole.READER, server);
                assertEquals(
                        wanted.get(table),
                        reader.run(select.formatted("network_analytics_distributed")),
                        table + " " + when + ", asked at server " + server);
                ofShards += Long.parseLong(reader.run(select.formatted("network_analytics")));
            }
            assertEquals(wanted.get(table), Long.toString(ofShards), table + " of both shards");
        }
        assertEquals(
                cluster.as(ClickHouseRole.READER, 1)
                        .run(
                                "SELECT count() FROM network_analytics_distributed.samples WHERE "
                                        + Resolution.TENTH.condition()),
                cluster.as(ClickHouseRole.READER, 1)
                        .run("SELECT count() FROM network_analytics_distributed.samples_10"),
                "samples_10 " + when);
        System.out.println(when + ": " + wanted);
    }

    private static void assertFailsForNow(Executable insert) {
        String message = assertThrows(MigrationException.class, insert).getMessage();
        // Codes that clickhouse-sink's ServerError has as TRANSIENT.
        assertTrue(
                message.contains("ALL_CONNECTION_TRIES_FAILED")
                        || message.contains("NETWORK_ERROR"),
                message);
        System.out.println(message.substring(0, Math.min(160, message.length())));
    }

    private static String localCounts(int server) throws IOException {
        return cluster.as(ClickHouseRole.READER, server)
                .run("SELECT count() FROM network_analytics.samples");
    }

    private static void insert(int server, String table, String token, String rows)
            throws IOException {
        Map<String, String> settings = new HashMap<>(EXACT);
        settings.put("insert_deduplication_token", token);
        cluster.as(ClickHouseRole.WRITER, server)
                .run(
                        "INSERT INTO network_analytics_distributed."
                                + table
                                + " FORMAT JSONEachRow\n"
                                + rows,
                        settings);
    }

    private static String json(String select) throws IOException {
        return cluster.as(ClickHouseRole.MIGRATOR, 1).run(select + " FORMAT JSONEachRow");
    }

    /** Some samples of every attack, of many accounts; the third block has two days. */
    private static String samplesOf(int block) {
        String attacks =
                IntStream.range(0, ATTACKS)
                        .mapToObj(
                                attack ->
                                        AttackSamples.select(
                                                attack,
                                                block * ROWS_OF_AN_ATTACK,
                                                ROWS_OF_AN_ATTACK))
                        .collect(Collectors.joining(" UNION ALL "));
        return "SELECT * REPLACE (toUInt32(toUnixTimestamp(observed_at) % "
                + ACCOUNTS
                + ") AS account_id) FROM ("
                + attacks
                + ")";
    }

    private static String rollupsOf(int block) {
        return "SELECT toUInt32(number % "
                + ACCOUNTS
                + ") AS account_id, toDateTime('2099-12-31 22:30:00', 'UTC') + 60 * number AS minute,"
                + " number % 3 = 0 ? 'ams01' : 'fra01' AS colo, 1 + number * "
                + (block + 1)
                + " AS packets FROM numbers("
                + ROLLUPS
                + ")";
    }
}
