package io.networkanalytics.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrateCommandTest {
    @TempDir Path dir;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void helpIsPrinted() {
        assertEquals(0, run(Map.of(), "--help"));
        assertEquals(MigrateOptions.USAGE, text(out));
    }

    @Test
    void wrongUsageIsExitCode2() {
        assertEquals(2, run(Map.of(), "--frobnicate"));
        assertTrue(text(err).startsWith("Unknown option --frobnicate"), text(err));
        assertEquals(2, run(Map.of(), "--url"));
        assertEquals(2, run(Map.of(), "--url", "localhost"));
        assertEquals(2, run(Map.of(), "--database", "x; DROP"));
        assertEquals(2, run(Map.of(), "--password-file", dir.resolve("none").toString()));
        assertEquals(2, run(Map.of(), "--dir", dir.resolve("none").toString()));
    }

    @Test
    void emptyFolderIsExitCode1() {
        assertEquals(1, run(Map.of(), "--dir", dir.toString()));
    }

    @Test
    void serverThatDoesNotAnswerIsExitCode3() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        assertEquals(3, run(Map.of(), "--url", "http://127.0.0.1:" + closed));
        assertTrue(
                text(err)
                        .startsWith(
                                "ClickHouse at http://127.0.0.1:" + closed + " does not answer"),
                text(err));
    }

    @Test
    void optionsWinOverTheEnvironmentAndThePasswordIsNotPrinted() throws IOException {
        Path file = Files.writeString(dir.resolve("password"), "secret\n");
        Map<String, String> env =
                Map.of(
                        "CLICKHOUSE_URL", "http://other:1",
                        "CLICKHOUSE_MIGRATOR_USER", "migrator",
                        "CLICKHOUSE_MIGRATOR_PASSWORD", "not this");
        String[] args = {
            "--url", "http://db:8123", "--password-file", file.toString(), "--cluster"
        };
        MigrateOptions options = MigrateOptions.parse(args, env);
        assertEquals("ClickHouse[http://db:8123 as migrator]", options.server().toString());
        assertEquals("secret", options.server().password());
        assertEquals("network_analytics", options.database());
        assertTrue(options.cluster());
        assertFalse(options.toString().contains("secret"));
    }

    private int run(Map<String, String> env, String... args) {
        out.reset();
        err.reset();
        return MigrateCommand.run(args, env, print(out), print(err));
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
