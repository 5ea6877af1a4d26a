package io.networkanalytics.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.sql.ClickHouse;
import io.networkanalytics.sql.MigrationException;
import io.networkanalytics.sql.MigrationFile;
import io.networkanalytics.sql.MigrationFiles;
import io.networkanalytics.sql.Migrator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The migrator and the project's migrations on a real server. It stands here since this module has
 * one.
 */
class MigratorITCase {
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    static Path dir;

    private static LocalStack stack;
    private static TestingClickHouse clickHouse;
    private final List<String> progress = new ArrayList<>();

    @BeforeAll
    static void start() {
        stack =
                LocalStack.builder(dir)
                        .components(Component.CLICKHOUSE)
                        .environment(LocalStackITCase.withoutClickHouse())
                        .start();
        clickHouse = TestingClickHouse.as(ClickHouseRole.MIGRATOR, stack);
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @AfterEach
    void dropDatabase() throws IOException {
        clickHouse.run("DROP DATABASE IF EXISTS " + LocalStack.DATABASE + " SYNC");
    }

    @Test
    void appliesAllFilesOnceAndThenNothing() throws IOException {
        List<MigrationFile> files = MigrationFiles.bundled();
        List<String> names = files.stream().map(MigrationFile::name).toList();
        assertEquals(names, migrator().migrate(files));
        assertEquals(names.size(), progress.size());
        assertEquals(List.of(), migrator().migrate(files));
        assertEquals(
                String.join("\n", names),
                clickHouse.run(
                        "SELECT name FROM network_analytics.schema_migrations ORDER BY version"));
        assertEquals(
                files.get(0).checksum(),
                clickHouse.run(
                        "SELECT checksum FROM network_analytics.schema_migrations WHERE version = 1"));
    }

    /** Blocks of the exactly-once sink may come again after a long outage. */
    @Test
    void everyTableRecognisesABlockThatComesAgain() throws IOException {
        migrator().migrate(MigrationFiles.bundled());
        assertEquals(
                "",
                clickHouse.run(
                        "SELECT name FROM system.tables WHERE database = 'network_analytics' AND engine LIKE"
                                + " '%MergeTree' AND name != 'schema_migrations'"
                                + " AND engine_full NOT LIKE '%non_replicated_deduplication_window = 10000%'"));
    }

    @Test
    void fileThatFailedHalfWayIsRunAgain() throws IOException {
        MigrationFile failing =
                file("001_two.sql", table("a") + ";\nSELECT * FROM nowhere;\n" + table("b") + ";");
        String message =
                assertThrows(MigrationException.class, () -> migrate(failing)).getMessage();
        assertTrue(message.startsWith("001_two.sql:2: "), message);
        assertTrue(
                message.contains("UNKNOWN_TABLE") && message.contains("1 of 3 statements"),
                message);
        assertEquals(
                "0", clickHouse.run("SELECT count() FROM network_analytics.schema_migrations"));
        assertEquals("a", tables());

        assertEquals(
                List.of("001_two.sql"),
                migrate(file("001_two.sql", table("a") + ";\n" + table("b") + ";")));
        assertEquals("a\nb", tables());
    }

    /** As a statement that fails half-way would have it: what is applied is applied again. */
    @Test
    void everyFileMayBeRunAgainAsLongAsItIsTheNewest() throws IOException {
        List<MigrationFile> files = MigrationFiles.bundled();
        for (int newest = 1; newest <= files.size(); newest++) {
            migrator().migrate(files.subList(0, newest));
            String once = schema();
            clickHouse.run(
                    "ALTER TABLE network_analytics.schema_migrations DELETE WHERE version = "
                            + files.get(newest - 1).version()
                            + " SETTINGS mutations_sync = 1");
            assertEquals(
                    List.of(files.get(newest - 1).name()),
                    migrator().migrate(files.subList(0, newest)));
            assertEquals(once, schema());
        }
    }

    /** With rows in it, since a change of an empty table may succeed where another fails. */
    @Test
    void everyEarlierVersionWithRowsGetsTheSameSchema() throws IOException {
        List<MigrationFile> files = MigrationFiles.bundled();
        migrator().migrate(files);
        String fromNothing = schema();
        for (int earlier = 1; earlier < files.size(); earlier++) {
            dropDatabase();
            migrator().migrate(files.subList(0, earlier));
            List<String> filled = insertOneRowEach();
            migrator().migrate(files);
            assertEquals(fromNothing, schema(), "from version " + earlier);
            for (String table : filled) {
                assertEquals(
                        "7",
                        clickHouse.run("SELECT packets FROM network_analytics." + table),
                        table + " from version " + earlier);
            }
        }
    }

    @Test
    void changedFileIsRefusedAndNothingElseApplied() throws IOException {
        MigrationFile first = file("001_a.sql", table("a"));
        migrate(first);
        MigrationFile changed =
                file("001_a.sql", table("a") + " SETTINGS index_granularity = 1024");
        MigrationFile second = file("002_b.sql", table("b"));
        String message =
                assertThrows(MigrationException.class, () -> migrate(changed, second)).getMessage();
        assertTrue(message.startsWith("001_a.sql has changed since it was applied"), message);
        assertEquals("a", tables());
        assertThrows(MigrationException.class, () -> migrate(second), "001_a.sql is missing");
        assertEquals(List.of("002_b.sql"), migrate(first, second));
    }

    @Test
    void unknownMacroAppliesNothing() throws IOException {
        MigrationFile first = file("001_a.sql", table("a"));
        MigrationFile second = file("002_b.sql", "CREATE TABLE b (x Int8) ENGINE = ${LogTree}");
        assertThrows(MigrationException.class, () -> migrate(first, second));
        assertEquals(
                "",
                clickHouse.run(
                        "SELECT name FROM system.tables WHERE database = 'network_analytics'"));
    }

    /** Returns the tables that have the row. */
    private static List<String> insertOneRowEach() throws IOException {
        clickHouse.run(
                "INSERT INTO network_analytics.samples (observed_at, packets) VALUES (now(), 7)");
        if (tables().lines().noneMatch("rollup_1m"::equals)) {
            return List.of("samples");
        }
        clickHouse.run(
                "INSERT INTO network_analytics.rollup_1m (minute, packets) VALUES (now(), 7)");
        return List.of("samples", "rollup_1m", "rollup_1h", "rollup_1d");
    }

    private static String schema() throws IOException {
        return clickHouse.run(
                "SELECT name, create_table_query FROM system.tables WHERE database = 'network_analytics'"
                        + " ORDER BY name");
    }

    private Migrator migrator() {
        ClickHouseLogin login = stack.clickHouseLogin(ClickHouseRole.MIGRATOR);
        ClickHouse server = new ClickHouse(stack.clickHouseUrl(), login.user(), login.password());
        return new Migrator(server, LocalStack.DATABASE, false, progress::add);
    }

    private List<String> migrate(MigrationFile... files) throws IOException {
        return migrator().migrate(List.of(files));
    }

    private static MigrationFile file(String name, String text) {
        return MigrationFile.of(name, text);
    }

    private static String table(String name) {
        return "CREATE TABLE IF NOT EXISTS "
                + name
                + "${on_cluster} (x Int8) ENGINE = ${MergeTree} ORDER BY x";
    }

    private static String tables() throws IOException {
        return clickHouse.run(
                "SELECT name FROM system.tables WHERE database = 'network_analytics' AND name != 'schema_migrations'"
                        + " ORDER BY name");
    }
}
