package io.networkanalytics.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The place of one server in a stack: its folder, log and ports stay, its process comes and goes.
 */
final class ServerSlot {
    private static final Pattern PORT_TAKEN =
            Pattern.compile(
                    "(?i)address already in use|BindException|could not start rest endpoint on any port");
    private static final int PORT_ATTEMPTS = 5;
    private static final int TAIL_LINES = 40;
    private static final long STOP_SECONDS = 20;

    private final Server server;
    private final Path home;
    private final Path log;
    private final Consumer<String> progress;
    private final Duration timeout;
    private final IntSupplier freePort;
    private Map<String, Integer> ports = Map.of();
    private ServerProcess process;
    private boolean suspended;

    ServerSlot(
            Server server,
            Path stackDir,
            Consumer<String> progress,
            Duration timeout,
            IntSupplier freePort) {
        this.server = server;
        this.home = stackDir.resolve(server.name());
        this.log = stackDir.resolve("logs").resolve(server.name() + ".log");
        this.progress = progress;
        this.timeout = timeout;
        this.freePort = freePort;
    }

    String name() {
        return server.name();
    }

    String address() {
        return server.address();
    }

    Path log() {
        return log;
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    long pid() {
        return running().handle().pid();
    }

    /** Empty if it runs and answers, else what is wrong. */
    Optional<String> trouble() {
        if (suspended) {
            return Optional.of("suspended");
        }
        return isAlive()
                ? server.missing()
                : Optional.of(process == null ? "not started" : "not running");
    }

    /**
     * Starts the process unless it runs; {@link #awaitReady} must follow. Keeps its ports if it had
     * some.
     */
    void launch() {
        if (isAlive()) {
            return;
        }
        try {
            Files.createDirectories(home);
            PidFile.endLeftOver(home, name());
            if (ports.isEmpty()) {
                ports = PortsFile.loadFree(home, server.ports()).orElseGet(this::newPorts);
            }
            List<String> command = server.prepare(home, ports);
            process = ServerProcess.start(name(), command, home, log);
            suspended = false;
            PidFile.write(home, process.handle());
            PortsFile.store(home, ports);
        } catch (IOException e) {
            throw new StackException(name() + ": cannot write below " + home + ": " + e, e);
        }
    }

    /**
     * Waits until the server answers.
     *
     * @param mayMove whether it may move to other ports if somebody else was faster to take one of
     *     its own
     * @throws StackException with the end of its log if it ends, or does not answer in time
     */
    void awaitReady(boolean mayMove) {
        long started = System.nanoTime();
        for (int attempt = 1; ; attempt++) {
            Await.until(name() + " to be ready", timeout, this::missing, this::logTail);
            if (!foundPortTaken()) {
                break;
            }
            if (!mayMove || attempt == PORT_ATTEMPTS) {
                throw failed("finds one of its ports " + ports + " taken");
            }
            progress.accept(
                    name() + ": somebody was faster to take one of " + ports + ", trying others");
            process.kill();
            ports = newPorts();
            launch();
        }
        progress.accept(
                String.format(
                        "%s: ready at %s after %.1f s",
                        name(), address(), (System.nanoTime() - started) / 1e9));
    }

    /** {@code kill -9}; returns when the process is dead. */
    void kill() {
        running().kill();
        suspended = false;
    }

    /** Asks the process to end, if it runs; {@link #awaitStopped} must follow. */
    void askToStop() {
        if (!isAlive()) {
            return;
        }
        if (suspended) {
            // A stopped process notices nothing, not even that it should end.
            resume();
        }
        process.askToStop();
    }

    void awaitStopped() {
        if (process != null) {
            process.awaitEnd(STOP_SECONDS);
            process = null;
            progress.accept(name() + ": stopped");
        }
    }

    void suspend() {
        running().signal("STOP");
        suspended = true;
    }

    void resume() {
        running().signal("CONT");
        suspended = false;
    }

    private ServerProcess running() {
        if (!isAlive()) {
            throw new IllegalStateException(name() + " is not running");
        }
        return process;
    }

    private Optional<String> missing() {
        if (foundPortTaken()) {
            return Optional.empty();
        }
        if (!process.isAlive()) {
            // Ended between the two looks: its last words may be about a port.
            if (foundPortTaken()) {
                return Optional.empty();
            }
            throw failed("ended with exit code " + process.exitCode());
        }
        return server.missing();
    }

    private boolean foundPortTaken() {
        return PORT_TAKEN.matcher(process.output()).find();
    }

    private Map<String, Integer> newPorts() {
        return server.ports().stream()
                .collect(Collectors.toMap(port -> port, port -> freePort.getAsInt()));
    }

    private StackException failed(String what) {
        return new StackException(name() + " " + what + ". " + logTail());
    }

    private String logTail() {
        List<String> lines = process.output().lines().toList();
        return "The end of "
                + log
                + ":\n"
                + String.join(
                        "\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    }
}
