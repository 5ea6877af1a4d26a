package io.networkanalytics.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.sql.DistributedTables;
import io.networkanalytics.sql.Macros;
import io.networkanalytics.sql.MigrationException;
import io.networkanalytics.sql.MigrationFiles;
import io.networkanalytics.sql.Migrator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The replicated form of the tables, on two replicas with a ZooKeeper, as far as this engine takes
 * it: it creates and compares replicated tables, but cannot make a replica active.
 */
@Tag("stack")
class ReplicatedTablesITCase {
    private static final Pattern REPLICATED =
            Pattern.compile("Replicated(\\w*MergeTree)\\('[^']*', '[^']*'(?:, )?([^)]*)\\)");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    static Path dir;

    private static TestingCluster cluster;
    private static List<TestingClickHouse> replicas;

    /** What all migrations together make on one server, tables before views. */
    private static List<String> single;

    @BeforeAll
    static void start() throws IOException {
        cluster = TestingCluster.ofTwoReplicas(dir);
        replicas =
                List.of(
                        cluster.as(ClickHouseRole.MIGRATOR, 1),
                        cluster.as(ClickHouseRole.MIGRATOR, 2));
        TestingClickHouse first = replicas.get(0);
        new Migrator(first.server(), LocalStack.DATABASE, false, line -> {})
                .migrate(MigrationFiles.bundled());
        single = schema(first);
        first.run("DROP DATABASE network_analytics SYNC");
        for (TestingClickHouse replica : replicas) {
            replica.run("CREATE DATABASE network_analytics");
            for (String create : single) {
                replica.run(replicated(create));
            }
        }
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    /** The second replica compared each table with what the first had put into ZooKeeper. */
    @Test
    void bothReplicasHaveEveryTableAndOnlyTheEngineDiffersFromOneServer() throws IOException {
        long tables = single.stream().filter(sql -> sql.startsWith("CREATE TABLE")).count();
        for (TestingClickHouse replica : replicas) {
            List<String> schema = schema(replica);
            assertEquals(
                    single, schema.stream().map(ReplicatedTablesITCase::unreplicated).toList());
            assertEquals(tables, schema.stream().filter(sql -> sql.contains("Replicated")).count());
            assertEquals(
                    tables + "\t" + tables + "\t1",
                    replica.run(
                            "SELECT count(), uniq(zookeeper_path), countDistinct(replica_name) FROM system.replicas"
                                    + " WHERE total_replicas = 2"
                                    + " AND zookeeper_path = '/clickhouse/tables/1/network_analytics/' || table"));
        }
        System.out.printf("%d replicated tables on 2 replicas, only the engine differs%n", tables);
    }

    @Test
    void distributedTablesStandBeforeReplicatedOnes() throws IOException {
        for (TestingClickHouse replica : replicas) {
            var distributed = new DistributedTables(replica.server(), LocalStack.DATABASE, "");
            assertTrue(distributed.renew().contains("samples"));
            assertEquals(List.of(), distributed.renew());
        }
    }

    /**
     * If one of these begins to work, replication itself can be tested here, and the page about
     * clusters needs an update.
     */
    @Test
    void whatThisEngineRefuses() {
        refuses(
                "CREATE DATABASE IF NOT EXISTS network_analytics ON CLUSTER '{cluster}'",
                "Replicated DDL queries are disabled. (QUERY_IS_PROHIBITED)");
        refuses(
                "ALTER TABLE network_analytics.samples ADD COLUMN x UInt8",
                "Table is in readonly mode (replica path:"
                        + " /clickhouse/tables/1/network_analytics/samples/replicas/r1). (TABLE_IS_READ_ONLY)");
        refuses(
                // It would wait minutes for the replica to become active.
                "INSERT INTO network_analytics.samples (account_id) SETTINGS insert_keeper_max_retries = 0"
                        + " VALUES (1)",
                "Table is in readonly mode:"
                        + " replica_path=/clickhouse/tables/1/network_analytics/samples/replicas/r1. (TABLE_IS_READ_ONLY)");
    }

    private static void refuses(String sql, String failure) {
        String message =
                assertThrows(MigrationException.class, () -> replicas.get(0).run(sql), sql)
                        .getMessage();
        assertTrue(message.contains(failure), message);
    }

    private static List<String> schema(TestingClickHouse server) throws IOException {
        return server.run(
                        "SELECT create_table_query FROM system.tables WHERE database = 'network_analytics'"
                                + " AND name != 'schema_migrations' ORDER BY engine LIKE '%View', name FORMAT TSVRaw")
                .lines()
                .toList();
    }

    /** Exchanges the macros' values, as the migrator's cluster form would have them. */
    private static String replicated(String create) {
        Map<String, String> from = Macros.singleNode().values();
        Map<String, String> to = Macros.cluster().values();
        String sql = create.replace(from.get("deduplication"), to.get("deduplication"));
        for (String engine : from.keySet()) {
            if (engine.contains("MergeTree")) {
                sql =
                        sql.replace(
                                " ENGINE = " + from.get(engine) + " ",
                                " ENGINE = " + to.get(engine) + " ");
            }
        }
        return sql;
    }

    private static String unreplicated(String create) {
        String engine =
                REPLICATED
                        .matcher(create)
                        .replaceAll(
                                found ->
                                        found.group(2).isEmpty()
                                                ? found.group(1)
                                                : found.group(1) + "(" + found.group(2) + ")");
        return engine.replace(
                Macros.cluster().values().get("deduplication"),
                Macros.singleNode().values().get("deduplication"));
    }
}
