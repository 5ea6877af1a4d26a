package io.networkanalytics.stack;

import static io.networkanalytics.stack.Component.CLICKHOUSE;
import static io.networkanalytics.stack.Component.TASKMANAGER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What may go wrong at the start. */
class StackStartITCase {
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path dir;

    private final List<String> progress = new ArrayList<>();
    private final Map<String, String> environment =
            new HashMap<>(LocalStackITCase.withoutClickHouse());

    @AfterEach
    void nothingIsLeftBehind() {
        assertEquals(
                List.of(),
                ProcessHandle.current().children().filter(ProcessHandle::isAlive).toList());
    }

    private StackBuilder clickHouse() {
        return LocalStack.builder(dir)
                .components(CLICKHOUSE)
                .environment(environment)
                .progress(progress::add);
    }

    @Test
    void movesToAnotherPortIfSomebodyWasFaster() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Deque<Integer> ports = new ArrayDeque<>(List.of(taken.getLocalPort()));
            StackBuilder builder =
                    clickHouse().freePort(() -> ports.isEmpty() ? Ports.free() : ports.pop());
            try (LocalStack stack = builder.start()) {
                assertTrue(
                        progress.stream().anyMatch(line -> line.contains("somebody was faster")),
                        progress.toString());
                assertEquals(
                        "1", TestingClickHouse.as(ClickHouseRole.READER, stack).run("SELECT 1"));
            }
        }
    }

    @Test
    void comesBackOnItsPortsAndWithItsPasswords() {
        URI url;
        ClickHouseLogin login;
        try (LocalStack stack = clickHouse().start()) {
            url = stack.clickHouseUrl();
            login = stack.clickHouseLogin(ClickHouseRole.WRITER);
        }
        try (LocalStack stack = clickHouse().start()) {
            assertEquals(url, stack.clickHouseUrl());
            assertEquals(login, stack.clickHouseLogin(ClickHouseRole.WRITER));
        }
    }

    @Test
    void passwordsAreForTheOwnerAloneAndNotInTheServersConfiguration() throws Exception {
        try (LocalStack stack = clickHouse().start()) {
            String password = stack.clickHouseLogin(ClickHouseRole.WRITER).password();
            assertEquals(32, password.length());
            assertEquals("rw-------", permissions("clickhouse/writer.password"));
            assertEquals("rw-------", permissions("clickhouse/config.xml"));
            assertFalse(Files.readString(dir.resolve("clickhouse/config.xml")).contains(password));
            assertFalse(stack.clickHouseLogin(ClickHouseRole.WRITER).toString().contains(password));
        }
    }

    private String permissions(String file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve(file)));
    }

    @Test
    void failureShowsTheEndOfTheLog() {
        environment.put("CHDB_LIBRARY", dir.resolve("no-such-library.so").toString());
        String message =
                assertThrows(StackException.class, () -> clickHouse().start()).getMessage();
        assertTrue(
                message.startsWith("clickhouse ended with exit code 1. The end of " + dir),
                message);
        assertTrue(
                message.contains("UnsatisfiedLinkError") && message.contains("no-such-library.so"),
                message);
    }

    @Test
    void givenServerIsUsedAndNoneStarted() {
        environment.put("CLICKHOUSE_URL", "http://clickhouse.example:8123");
        environment.put("CLICKHOUSE_READER_USER", "somebody");
        environment.put("CLICKHOUSE_READER_PASSWORD", "secret");
        try (LocalStack stack = clickHouse().start()) {
            assertEquals(URI.create("http://clickhouse.example:8123"), stack.clickHouseUrl());
            assertEquals(
                    new ClickHouseLogin("somebody", "secret"),
                    stack.clickHouseLogin(ClickHouseRole.READER));
            assertEquals(
                    new ClickHouseLogin("writer", ""),
                    stack.clickHouseLogin(ClickHouseRole.WRITER));
            assertEquals(List.of(), stack.status());
            assertThrows(IllegalStateException.class, () -> stack.kill(CLICKHOUSE));
        }
    }

    @Test
    void taskManagerAloneIsRefused() {
        assertThrows(
                IllegalArgumentException.class, () -> clickHouse().components(TASKMANAGER).start());
    }

    /** The parent is a process of its own, since it is killed. */
    @Test
    void nothingOutlivesAParentThatIsKilled() throws Exception {
        Path output = dir.resolve("parent.log");
        Process parent =
                new ProcessBuilder(
                                JavaCommand.of(
                                        System.getProperty("java.class.path"),
                                        List.of("-Drepository.root=" + ClassPaths.repositoryRoot()),
                                        TestingParent.class.getName(),
                                        List.of(dir.toString())))
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        List<ProcessHandle> children;
        try {
            Await.until(
                    "the parent's stack",
                    Duration.ofSeconds(90),
                    () -> {
                        String text = read(output);
                        return text.contains("everything runs")
                                ? Optional.empty()
                                : Optional.of(text);
                    });
            children = parent.children().toList();
        } finally {
            parent.destroyForcibly().waitFor();
        }
        assertEquals(4, children.size(), children.toString());
        for (ProcessHandle child : children) {
            child.onExit().get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void whatASuspendedServerLeftBehindIsEndedAtTheNextStart() throws Exception {
        LocalStack stack = clickHouse().start();
        ProcessHandle old = ProcessHandle.of(stack.pid(CLICKHOUSE, 1)).orElseThrow();
        stack.close();
        assertFalse(old.isAlive());

        // Stands for a server that was suspended when its parent died: alive, and in the pid file.
        Process left = new ProcessBuilder("tail", "-f", "/dev/null").start();
        PidFile.write(dir.resolve("clickhouse"), left.toHandle());
        try (LocalStack next = clickHouse().start()) {
            assertTrue(left.waitFor(10, TimeUnit.SECONDS));
            assertTrue(next.isAlive(CLICKHOUSE, 1));
        } finally {
            left.destroyForcibly();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
