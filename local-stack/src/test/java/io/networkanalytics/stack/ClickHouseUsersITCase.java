package io.networkanalytics.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Each user may do its work and nothing else: tried on every table and view of the migrations. */
@Tag("stack")
class ClickHouseUsersITCase {

    /** What the job writes, with its time; everything else is filled by views. */
    private static final Map<String, String> WRITTEN =
            Map.of(
                    "samples", "observed_at",
                    "rollup_1m", "minute",
                    "attack_events", "at",
                    "mitigation_rules", "expires_at",
                    "dead_letters", "received_at");

    /** What says nothing of another database, a file or another server. */
    private static final List<String> ELSEWHERE =
            List.of(
                    "SELECT * FROM system.users",
                    "SELECT * FROM system.processes",
                    "SELECT * FROM information_schema.tables",
                    "SELECT * FROM file('/etc/passwd', LineAsString)",
                    "SELECT * FROM url('http://127.0.0.1:1/', LineAsString)",
                    "SELECT * FROM remote('127.0.0.1', system.one)");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    static Path dir;

    private static MigratedClickHouse clickHouse;
    private static TestingClickHouse migrator;
    private static TestingClickHouse writer;
    private static TestingClickHouse reader;
    private static List<String> relations;

    @BeforeAll
    static void start() throws IOException {
        clickHouse = MigratedClickHouse.start(dir);
        migrator = clickHouse.migrator();
        writer = clickHouse.writer();
        reader = clickHouse.reader();
        relations =
                migrator.run(
                                "SELECT name FROM system.tables WHERE database = 'network_analytics'"
                                        + " ORDER BY name")
                        .lines()
                        .toList();
        assertTrue(relations.containsAll(WRITTEN.keySet()), relations.toString());
    }

    @AfterAll
    static void stop() {
        clickHouse.close();
    }

    /**
     * A materialized view without {@code SQL SECURITY DEFINER} would ask the writer for SELECT and
     * refuse; a token is recognised for the writer as for anyone.
     */
    @Test
    void writerInsertsIntoWhatTheJobWritesAndReadsNothing() throws IOException {
        for (String relation : relations) {
            String table = "network_analytics." + relation;
            if (WRITTEN.containsKey(relation)) {
                String insert =
                        "INSERT INTO %s (%s) VALUES (now())"
                                .formatted(table, WRITTEN.get(relation));
                writer.insertOnce(insert, "a-token");
                writer.insertOnce(insert, "a-token");
                writer.run("DESCRIBE TABLE " + table);
                assertEquals("1", reader.run("SELECT count() FROM " + table), table);
            } else {
                writer.assertDenied("INSERT INTO " + table + " FORMAT JSONEachRow {}");
            }
            writer.assertDenied("SELECT count() FROM " + table);
            writer.assertDenied("TRUNCATE TABLE " + table);
            writer.assertDenied("DROP TABLE " + table);
            writer.assertDenied("ALTER TABLE " + table + " DELETE WHERE 1");
        }
        writer.assertDenied("CREATE TABLE network_analytics.other (x Int8) ENGINE = Memory");
        ELSEWHERE.forEach(writer::assertDenied);
        writer.run("SELECT count() FROM system.parts WHERE active");
        writer.run("SELECT value FROM system.merge_tree_settings LIMIT 1");
    }

    @Test
    void readerSelectsAndWritesNothing() throws IOException {
        for (String relation : relations) {
            String table = "network_analytics." + relation;
            reader.run("SELECT * FROM " + table + " LIMIT 1");
            reader.assertDenied("INSERT INTO " + table + " FORMAT JSONEachRow {}");
            reader.assertDenied("TRUNCATE TABLE " + table);
            reader.assertDenied("DROP TABLE " + table);
            reader.assertDenied("ALTER TABLE " + table + " DELETE WHERE 1");
        }
        reader.assertDenied("CREATE TABLE network_analytics.other (x Int8) ENGINE = Memory");
        ELSEWHERE.forEach(reader::assertDenied);
    }

    @Test
    void migratorIsAtHomeInOneDatabaseOnly() {
        migrator.assertDenied("CREATE DATABASE other");
        migrator.assertDenied("CREATE TABLE default.other (x Int8) ENGINE = Memory");
        migrator.assertDenied("CREATE USER other");
        migrator.assertDenied("GRANT SELECT ON network_analytics.* TO reader");
    }
}
