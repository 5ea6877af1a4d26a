package io.networkanalytics.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.sql.ClickHouse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/stack} from up to down. */
class StackCommandITCase {
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path dir;

    private String output = "";

    @AfterEach
    void down() throws IOException {
        stack("down");
    }

    @Test
    void upMakesAWorkingStackAndDownLeavesNothingRunning() throws Exception {
        Assumptions.assumeTrue(
                System.getenv("CLICKHOUSE_URL") == null, "CLICKHOUSE_URL names a server");
        assertEquals(3, stack("status"), output);
        assertEquals(0, stack("up"), output);
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(dir.resolve("stack.env"))));
        Properties env = environment();
        assertEquals(
                List.of(),
                KafkaTopics.create(env.getProperty("KAFKA_BOOTSTRAP"), 1),
                "all topics are there");
        assertEquals(
                "0",
                reader(env)
                        .execute("SELECT count() FROM network_analytics.samples", Map.of())
                        .strip());
        assertEquals(
                2,
                new FlinkRest(URI.create(env.getProperty("FLINK_REST"))).overview().slotsTotal());
        assertEquals(0, stack("status"), output);

        ControlFile control = ControlFile.read(dir).orElseThrow();
        ProcessHandle daemon = ProcessHandle.of(control.pid()).orElseThrow();
        List<ProcessHandle> servers = daemon.children().toList();
        assertEquals(4, servers.size(), servers.toString());

        ProcessHandle clickHouse = server(servers, "clickhouse");
        clickHouse.destroyForcibly();
        clickHouse.onExit().get(10, TimeUnit.SECONDS);
        assertEquals(3, stack("status"), output);
        assertTrue(output.contains("not running"), output);
        assertEquals(0, stack("up"), output);
        assertTrue(
                output.contains("clickhouse: ready at") && !output.contains("kafka: ready at"),
                output);
        assertEquals(env, environment(), "the same addresses and logins");

        servers = daemon.children().toList();
        assertEquals(0, stack("down"), output);
        assertFalse(daemon.isAlive());
        assertEquals(List.of(), servers.stream().filter(ProcessHandle::isAlive).toList());
        assertEquals(0, stack("down"), "again does nothing");
        assertTrue(output.contains("No stack runs in"), output);
    }

    private ProcessHandle server(List<ProcessHandle> servers, String name) throws IOException {
        long pid =
                Long.parseLong(Files.readString(dir.resolve(name).resolve("pid")).split(" ", 2)[0]);
        return servers.stream().filter(server -> server.pid() == pid).findFirst().orElseThrow();
    }

    private Properties environment() throws IOException {
        Properties env = new Properties();
        env.load(new StringReader(Files.readString(dir.resolve("stack.env")).replace("'", "")));
        return env;
    }

    private static ClickHouse reader(Properties env) {
        return new ClickHouse(
                URI.create(env.getProperty("CLICKHOUSE_URL")),
                env.getProperty("CLICKHOUSE_READER_USER"),
                env.getProperty("CLICKHOUSE_READER_PASSWORD"));
    }

    private int stack(String command) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        int code = StackCommand.run(new String[] {command, "--dir", dir.toString()}, print, print);
        output = bytes.toString(StandardCharsets.UTF_8);
        return code;
    }
}
