package io.networkanalytics.stack;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Gives commands to the {@link StackDaemon} of a folder, and starts it if there is none. */
final class StackClient {
    private static final Duration DAEMON_START = Duration.ofSeconds(30);
    private static final long DAEMON_END_SECONDS = 30;
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path dir;
    private final PrintStream out;

    StackClient(Path dir, PrintStream out) {
        this.dir = dir;
        this.out = out;
    }

    /** Whether everything runs now. */
    boolean up() throws IOException {
        if (daemon().isEmpty()) {
            startDaemon();
        }
        return send("/up").orElse(false);
    }

    /** Whether nothing runs now. */
    boolean down() throws IOException {
        Optional<ControlFile> control = daemon();
        Optional<Boolean> done = send("/down");
        if (done.orElse(false)) {
            ProcessHandle.of(control.orElseThrow().pid()).ifPresent(StackClient::awaitEnd);
        }
        return done.orElse(true);
    }

    /**
     * Sends a command and prints the answer as it comes.
     *
     * @return whether it worked; empty, after saying so, if no stack runs in this folder
     */
    Optional<Boolean> send(String command) throws IOException {
        Optional<ControlFile> control = daemon();
        if (control.isEmpty()) {
            out.println("No stack runs in " + dir + ". Start one: bin/stack up");
            return Optional.empty();
        }
        HttpRequest request =
                HttpRequest.newBuilder(control.get().url().resolve(command))
                        .header(ControlFile.TOKEN_HEADER, control.get().token())
                        .build();
        try (Stream<String> lines =
                http.send(request, HttpResponse.BodyHandlers.ofLines()).body()) {
            return Optional.of(printed(lines.iterator()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while the stack worked", e);
        }
    }

    private boolean printed(Iterator<String> lines) {
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.equals(StackDaemon.DONE)) {
                return true;
            }
            out.println(line);
        }
        out.println("See " + daemonLog());
        return false;
    }

    /** The daemon, if it is there and takes connections. */
    private Optional<ControlFile> daemon() throws IOException {
        Optional<ControlFile> control = ControlFile.read(dir);
        if (control.isEmpty()) {
            return control;
        }
        try {
            http.send(
                    HttpRequest.newBuilder(control.get().url())
                            .timeout(Duration.ofSeconds(10))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
            return control;
        } catch (ConnectException e) {
            // Its pid belongs to another program now.
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while looking for the stack", e);
        }
    }

    private void startDaemon() throws IOException {
        Files.createDirectories(daemonLog().getParent());
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            // A session of its own: neither Ctrl-C nor the end of the terminal is meant for it.
            command.add(SETSID.toString());
        }
        command.addAll(
                JavaCommand.of(
                        ClassPaths.copyOfOwn(dir.resolve("program")),
                        List.of(
                                "-Xmx192m",
                                "-XX:+UseSerialGC",
                                "-Drepository.root=" + ClassPaths.repositoryRoot()),
                        StackDaemon.class.getName(),
                        List.of(dir.toString())));
        ControlFile.delete(dir);
        Process daemon =
                new ProcessBuilder(command)
                        .redirectInput(new File("/dev/null"))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(daemonLog().toFile()))
                        .start();
        Await.until(
                "the stack's own process",
                DAEMON_START,
                () -> missing(daemon),
                () -> "See " + daemonLog());
    }

    private Optional<String> missing(Process daemon) {
        try {
            if (ControlFile.read(dir).isPresent()) {
                return Optional.empty();
            }
        } catch (IOException e) {
            return Optional.of(e.toString());
        }
        if (!daemon.isAlive()) {
            throw new StackException(
                    "The stack's own process ended with exit code "
                            + daemon.exitValue()
                            + ". See "
                            + daemonLog());
        }
        return Optional.of("it has not said where it listens");
    }

    private Path daemonLog() {
        return dir.resolve("logs/stack.log");
    }

    private static void awaitEnd(ProcessHandle daemon) {
        try {
            daemon.onExit().get(DAEMON_END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while the stack ended", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new StackException(
                    "The stack's own process (pid " + daemon.pid() + ") does not end", e);
        }
    }
}
