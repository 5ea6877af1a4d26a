package io.networkanalytics.stack;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A child process that ends when this process ends: it watches its standard input, whose other end
 * we hold.
 *
 * <p>Output goes to the end of a log file.
 */
final class ServerProcess {
    private static final long KILL_SECONDS = 30;

    private final String name;
    private final Process process;
    private final Path log;
    private final long logStart;

    private ServerProcess(String name, Process process, Path log, long logStart) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.logStart = logStart;
    }

    /**
     * @throws StackException if the command cannot be started
     */
    static ServerProcess start(String name, List<String> command, Path workDir, Path log) {
        try {
            Files.createDirectories(workDir);
            Files.createDirectories(log.getParent());
            long logStart = Files.exists(log) ? Files.size(log) : 0;
            Process process =
                    new ProcessBuilder(command)
                            .directory(workDir.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                            .start();
            return new ServerProcess(name, process, log, logStart);
        } catch (IOException e) {
            throw new StackException(name + " cannot be started: " + e.getMessage(), e);
        }
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** How it ended; only after it ended. */
    int exitCode() {
        return process.exitValue();
    }

    /** What it wrote to its log since this start. */
    String output() {
        try (var channel = Files.newByteChannel(log)) {
            channel.position(Math.min(logStart, channel.size()));
            return new String(
                    Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "(" + log + " cannot be read: " + e + ")";
        }
    }

    /** Asks it to end in order, by ending its input. */
    void askToStop() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // Its end of the pipe is gone, so it is ending anyway; awaitEnd sees to the rest.
            process.destroy();
        }
    }

    /**
     * Waits for the end after {@link #askToStop}, and kills it when that takes longer than {@code
     * seconds}.
     */
    void awaitEnd(long seconds) {
        if (!ended(seconds)) {
            kill();
        }
    }

    /** {@code kill -9}; returns when it is dead. */
    void kill() {
        process.destroyForcibly();
        if (!ended(KILL_SECONDS)) {
            throw new StackException(
                    name
                            + " (pid "
                            + process.pid()
                            + ") is not dead "
                            + KILL_SECONDS
                            + " s after kill -9");
        }
    }

    /** Sends a signal by name, for example {@code STOP}. */
    void signal(String signal) {
        try {
            Process kill =
                    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                            .inheritIO()
                            .start();
            if (kill.waitFor() != 0) {
                throw new StackException(
                        name + ": kill -" + signal + " " + process.pid() + " failed");
            }
        } catch (IOException e) {
            throw new StackException(name + ": no kill command: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private boolean ended(long seconds) {
        try {
            return process.waitFor(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private StackException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new StackException("Interrupted while waiting for " + name, e);
    }
}
