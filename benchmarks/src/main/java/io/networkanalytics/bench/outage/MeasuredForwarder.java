package io.networkanalytics.bench.outage;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The daemon as a process of its own, with its metrics and its memory. */
final class MeasuredForwarder implements AutoCloseable {

    private final Process process;
    private final URI metrics;
    private final HttpClient http = HttpClient.newHttpClient();

    MeasuredForwarder(Path config, Path log, int httpPort) throws IOException {
        metrics = URI.create("http://127.0.0.1:" + httpPort + "/metrics");
        process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx384m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "io.networkanalytics.forwarder.ForwarderMain",
                                "--config",
                                config.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
    }

    /** Sum over the labels of a metric; -1 if nobody answers. */
    long metric(String name) throws InterruptedException {
        try {
            return (long)
                    http.send(
                                    HttpRequest.newBuilder(metrics)
                                            .timeout(Duration.ofSeconds(10))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .body()
                            .lines()
                            .filter(l -> l.startsWith(name + " ") || l.startsWith(name + "{"))
                            .mapToDouble(l -> Double.parseDouble(l.substring(l.lastIndexOf(' '))))
                            .sum();
        } catch (IOException e) {
            return -1;
        }
    }

    /** Whether its inputs are open: what is sent before nobody receives. */
    boolean ready() throws InterruptedException {
        try {
            return http.send(
                                    HttpRequest.newBuilder(metrics.resolve("/health"))
                                            .timeout(Duration.ofSeconds(10))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Waits; fails if the forwarder ends. */
    void run(long millis) throws IOException, InterruptedException {
        if (process.waitFor(millis, TimeUnit.MILLISECONDS)) {
            throw new IOException("the forwarder ended with " + process.exitValue());
        }
    }

    /** Memory of the process in RAM, bytes. */
    long residentBytes() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        }
    }

    /** SIGTERM; the exit code. */
    int terminate() throws InterruptedException {
        process.destroy();
        return process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
