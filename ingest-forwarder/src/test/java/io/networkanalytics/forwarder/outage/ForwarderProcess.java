package io.networkanalytics.forwarder.outage;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;

/** The daemon as a process of its own. */
public final class ForwarderProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<Process> pipeline;
    private final Process process;
    private final int httpPort;
    private final HttpClient http = HttpClient.newHttpClient();

    /**
     * @param config its configuration
     * @param log gets what it prints
     * @param httpPort of its metrics
     * @param before programs before it in a pipe: the last one's output is its standard input
     */
    public ForwarderProcess(Path config, Path log, int httpPort, ProcessBuilder... before)
            throws IOException {
        this.httpPort = httpPort;
        List<ProcessBuilder> pipe = new ArrayList<>(List.of(before));
        pipe.add(
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "io.networkanalytics.forwarder.ForwarderMain",
                                "--config",
                                config.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())));
        this.pipeline = ProcessBuilder.startPipeline(pipe);
        this.process = pipeline.get(before.length);
    }

    /** Sum over the labels of a metric; 0 if it is not there, -1 if nobody answers. */
    public long metric(String name) throws InterruptedException {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + "/metrics"))
                            .timeout(Duration.ofSeconds(5))
                            .build();
            List<String> lines =
                    http.send(request, HttpResponse.BodyHandlers.ofString())
                            .body()
                            .lines()
                            .filter(l -> l.startsWith(name + " ") || l.startsWith(name + "{"))
                            .toList();
            return (long)
                    lines.stream()
                            .mapToDouble(l -> Double.parseDouble(l.substring(l.lastIndexOf(' '))))
                            .sum();
        } catch (IOException e) {
            return -1;
        }
    }

    /** Waits until a metric is as it should be. */
    public long await(String name, LongPredicate wanted) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            long value = metric(name);
            if (wanted.test(value)) {
                return value;
            }
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new AssertionError(
                        "waited for " + name + ", is " + value + ", process " + process.info());
            }
            if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("the forwarder ended with " + process.exitValue());
            }
        }
    }

    /** {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    void hangUp() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-HUP", Long.toString(process.pid())).start().waitFor();
    }

    /** The program that is so many places before it in the pipe. */
    public Process before(int places) {
        return pipeline.get(pipeline.size() - 1 - places);
    }

    /** SIGTERM; the exit code. */
    public int terminate() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("still running a minute after SIGTERM");
        }
        return process.exitValue();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
        pipeline.forEach(Process::destroyForcibly);
    }
}
