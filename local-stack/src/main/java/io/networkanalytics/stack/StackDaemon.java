package io.networkanalytics.stack;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * The process that owns the servers between {@code bin/stack up} and {@code bin/stack down}. It
 * takes commands over HTTP on 127.0.0.1, and answers with lines of text while it works; the last
 * one says whether it worked.
 */
final class StackDaemon {
    /** Last line of an answer. */
    static final String DONE = "done";

    /** Begins the last line of an answer, followed by the reason. */
    static final String FAILED = "failed: ";

    private final Path dir;
    private final String token = UUID.randomUUID().toString();
    private final CountDownLatch end = new CountDownLatch(1);

    /** Who gave the command that is being carried out; a broken connection does no harm. */
    private volatile Consumer<String> listener = line -> {};

    private LocalStack stack;

    private StackDaemon(Path dir) {
        this.dir = dir;
    }

    /**
     * @param args the stack's folder
     */
    public static void main(String[] args) throws Exception {
        new StackDaemon(Path.of(args[0])).run();
    }

    private void run() throws IOException, InterruptedException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        ExecutorService threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.createContext("/up", exchange -> answer(exchange, this::up));
        server.createContext("/status", exchange -> answer(exchange, this::status));
        server.createContext("/down", exchange -> answer(exchange, this::down));
        // Taken before the first command, so that of two daemons one gives up at once.
        stack = LocalStack.prepare(LocalStack.builder(dir).progress(this::tell));
        server.start();
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        new ControlFile(url, token, ProcessHandle.current().pid()).write(dir);
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close));

        end.await();
        ControlFile.delete(dir);
        // Lets the answer to the last command out.
        server.stop(1);
        threads.shutdown();
    }

    private synchronized void up(Consumer<String> out) throws IOException {
        listener = out;
        stack.startMissing();
        StackServices.bringUp(stack, this::tell);
        Path file = dir.resolve("stack.env");
        ClickHouseLogins.writePrivately(file, StackEnvironment.asShell(stack.environment()));
        tell("Everything runs. Addresses and logins: " + file);
        tell("Flink's web UI: " + stack.flinkRest());
    }

    private void status(Consumer<String> out) {
        boolean good = true;
        for (ServerStatus server : stack.status()) {
            String state = server.trouble().map(trouble -> "NOT READY: " + trouble).orElse("ready");
            String pid = server.pid().map(number -> number.toString()).orElse("-");
            out.accept(
                    String.format(
                            "%-14s %8s  %-34s %s", server.name(), pid, server.address(), state));
            good &= server.trouble().isEmpty();
        }
        out.accept("logs: " + dir.resolve("logs"));
        if (!good) {
            throw new StackException("not everything runs; bin/stack up starts what does not");
        }
        for (FlinkRest.Job job : stack.flink().jobs()) {
            out.accept(
                    String.format(
                            "%-14s %8s  %-34s %s",
                            "job", "-", job.id(), job.state() + " " + job.name()));
        }
    }

    private synchronized void down(Consumer<String> out) throws IOException {
        listener = out;
        stack.close();
        Files.deleteIfExists(dir.resolve("stack.env"));
        end.countDown();
    }

    private void tell(String line) {
        System.out.println(line);
        listener.accept(line);
    }

    /** Something that is told to do work and reports on it. */
    @FunctionalInterface
    private interface Command {
        void run(Consumer<String> out) throws IOException;
    }

    private void answer(HttpExchange exchange, Command command) throws IOException {
        try (exchange) {
            if (!token.equals(exchange.getRequestHeaders().getFirst(ControlFile.TOKEN_HEADER))) {
                exchange.sendResponseHeaders(403, -1);
                return;
            }
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody();
                    PrintStream lines = new PrintStream(body, true, StandardCharsets.UTF_8)) {
                lines.println(result(command, lines::println));
            }
        }
    }

    private static String result(Command command, Consumer<String> out) {
        try {
            command.run(out);
            return DONE;
        } catch (IOException | RuntimeException e) {
            e.printStackTrace();
            // One line, since it is the last one; the log has the rest.
            out.accept(String.valueOf(e.getMessage()));
            return FAILED + e.getClass().getSimpleName();
        }
    }
}
