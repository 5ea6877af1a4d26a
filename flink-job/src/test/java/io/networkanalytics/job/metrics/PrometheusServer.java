package io.networkanalytics.job.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Debian's Prometheus as a child process, with a configuration of its own. */
final class PrometheusServer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final URI address;

    private PrometheusServer(Process process, int port) {
        this.process = process;
        this.address = URI.create("http://127.0.0.1:" + port);
    }

    /**
     * @param config a checked configuration
     * @param dir for its data and its log
     */
    static PrometheusServer start(Path config, Path dir) throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        Process process =
                new ProcessBuilder(
                                "prometheus",
                                "--config.file=" + config,
                                "--storage.tsdb.path=" + dir.resolve("prometheus-data"),
                                "--web.listen-address=127.0.0.1:" + port)
                        .redirectErrorStream(true)
                        .redirectOutput(dir.resolve("prometheus.log").toFile())
                        .start();
        return new PrometheusServer(process, port);
    }

    /** The series that an expression gives now; empty while the server does not answer yet. */
    List<JsonNode> query(String expression) throws IOException, InterruptedException {
        return get("/api/v1/query?query=" + URLEncoder.encode(expression, UTF_8))
                .at("/data/result")
                .valueStream()
                .toList();
    }

    /** Every rule, as Prometheus understands it. */
    List<JsonNode> rules() throws IOException, InterruptedException {
        return get("/api/v1/rules")
                .at("/data/groups")
                .valueStream()
                .flatMap(group -> group.get("rules").valueStream())
                .toList();
    }

    /** Names of the alerts that fire. */
    List<String> firing() throws IOException, InterruptedException {
        return rules().stream()
                .filter(rule -> rule.path("state").asText().equals("firing"))
                .map(rule -> rule.get("name").asText())
                .toList();
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        if (!process.isAlive()) {
            throw new IOException("prometheus ended with " + process.exitValue());
        }
        HttpResponse<String> response;
        try {
            response =
                    http.send(
                            HttpRequest.newBuilder(URI.create(address + path)).build(),
                            HttpResponse.BodyHandlers.ofString());
        } catch (java.net.ConnectException e) {
            return JSON.createObjectNode(); // it still starts
        }
        if (response.statusCode() == 503) {
            return JSON.createObjectNode(); // it listens, and reads what it has
        }
        if (response.statusCode() != 200) {
            throw new IOException(path + ": " + response.statusCode() + " " + response.body());
        }
        return JSON.readTree(response.body());
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
