package io.networkanalytics.bench.outage;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The daemon as a process of its own, with its metrics and its memory. */
final class MeasuredForwarder implements AutoCloseable {

    private static final Pattern HEAP_USED = Pattern.compile("\\bused (\\d+)K");

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
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
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

    /**
     * What is alive on its heap: collects garbage first, or nothing could be said about growth.
     *
     * @return bytes
     * @throws IOException if the JDK's {@code jcmd} is not there or says something else
     */
    long liveHeapBytes() throws IOException, InterruptedException {
        jcmd("GC.run");
        long kilobytes = 0;
        for (String line : jcmd("GC.heap_info").split("Metaspace", 2)[0].split("\n", -1)) {
            Matcher used = HEAP_USED.matcher(line);
            kilobytes += used.find() ? Long.parseLong(used.group(1)) : 0;
        }
        return kilobytes * 1024;
    }

    private String jcmd(String command) throws IOException, InterruptedException {
        Process jcmd =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                                Long.toString(process.pid()),
                                command)
                        .redirectErrorStream(true)
                        .start();
        String text = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (jcmd.waitFor() != 0) {
            throw new IOException("jcmd " + command + ": " + text);
        }
        return text;
    }

    /** {@code kill -9}; returns when it is dead. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
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
