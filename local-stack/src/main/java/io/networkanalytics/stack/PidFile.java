package io.networkanalytics.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Remembers the process of a server. It matters in one case only: a process that was suspended when
 * its parent died cannot notice that, and would keep its ports and data.
 */
final class PidFile {
    private static final String NAME = "pid";
    private static final long KILL_SECONDS = 30;

    private PidFile() {}

    static void write(Path home, ProcessHandle process) throws IOException {
        Files.writeString(home.resolve(NAME), process.pid() + " " + startOf(process) + "\n");
    }

    /** Kills what an earlier stack left in this folder; pid and start time must both agree. */
    static void endLeftOver(Path home, String name) throws IOException {
        Path file = home.resolve(NAME);
        if (!Files.exists(file)) {
            return;
        }
        String[] parts = Files.readString(file).strip().split(" ", -1);
        Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(parts[0]));
        if (process.isPresent() && startOf(process.get()).equals(parts[1])) {
            process.get().destroyForcibly();
            awaitEnd(process.get(), name);
        }
        Files.delete(file);
    }

    private static String startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("unknown");
    }

    private static void awaitEnd(ProcessHandle process, String name) {
        try {
            process.onExit().get(KILL_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while waiting for an old " + name, e);
        } catch (ExecutionException | TimeoutException e) {
            throw new StackException(
                    "An old " + name + " (pid " + process.pid() + ") does not end after kill -9",
                    e);
        }
    }
}
