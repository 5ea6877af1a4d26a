package io.networkanalytics.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

/** Requests to Flink's REST API and its answers as JSON. */
final class FlinkHttp {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Running a jar calls its main method, which may take a while. */
    private static final Duration TIMEOUT = Duration.ofSeconds(120);

    private final URI base;

    FlinkHttp(URI base) {
        this.base = base;
    }

    URI base() {
        return base;
    }

    /**
     * @param path with its leading slash
     * @throws StackException if the JobManager does not answer, or answers with an error
     */
    JsonNode get(String path) {
        return send("GET", path, BodyPublishers.noBody(), "application/json");
    }

    JsonNode send(String method, String path, JsonNode body) {
        return send(method, path, BodyPublishers.ofString(body.toString()), "application/json");
    }

    JsonNode uploadJar(Path jar) throws IOException {
        String boundary = UUID.randomUUID().toString();
        String head =
                "--"
                        + boundary
                        + "\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\""
                        + jar.getFileName()
                        + "\"\r\nContent-Type: application/x-java-archive\r\n\r\n";
        BodyPublisher body =
                BodyPublishers.concat(
                        BodyPublishers.ofString(head),
                        BodyPublishers.ofFile(jar),
                        BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
        return send("POST", "/jars/upload", body, "multipart/form-data; boundary=" + boundary);
    }

    private JsonNode send(String method, String path, BodyPublisher body, String contentType) {
        HttpRequest request =
                HttpRequest.newBuilder(base.resolve(path))
                        .timeout(TIMEOUT)
                        .header("Content-Type", contentType)
                        .method(method, body)
                        .build();
        String what = "Flink, " + method + " " + base.resolve(path);
        try {
            HttpResponse<String> response =
                    HTTP.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            if (response.statusCode() / 100 != 2) {
                throw new StackException(
                        what + ": " + response.statusCode() + " " + errors(response.body()));
            }
            return response.body().isEmpty()
                    ? JSON.createObjectNode()
                    : JSON.readTree(response.body());
        } catch (IOException e) {
            throw new StackException(what + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException(what + ": interrupted", e);
        }
    }

    /** Flink puts the stack trace of the server into a list of strings. */
    private static String errors(String body) throws IOException {
        if (!body.startsWith("{")) {
            return body;
        }
        StringBuilder text = new StringBuilder();
        JSON.readTree(body)
                .path("errors")
                .forEach(error -> text.append(error.asText()).append('\n'));
        return text.toString();
    }
}
