package io.networkanalytics.forwarder.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.forwarder.handin.TestingHandIn;
import io.networkanalytics.forwarder.ship.HoldingShipper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JsonHttpInputTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir private Path dir;
    private final HoldingShipper shipper = new HoldingShipper(4);
    private JsonHttpInput input = start(Optional.empty());

    @AfterEach
    void stop() {
        input.stop(Duration.ofSeconds(5));
    }

    @Test
    void goodLinesAreKeptAndBadOnesComeBack() throws Exception {
        shipper.release();
        HttpResponse<String> answer =
                post(
                        "{\"rule_id\":\"1\"}\n{\"source_port\":\"x\"}\n{\"verdict\":\"no\"}\n{\"rule_id\":\"4\"}");
        assertEquals(200, answer.statusCode());
        assertEquals(
                "{\"accepted\":2,\"refused\":2,\"errors\":["
                        + "{\"line\":2,\"position\":16,\"reason\":\"bad_value\",\"detail\":\"source_port is 'x', must be an integer of 0 or more\"},"
                        + "{\"line\":3,\"position\":1,\"reason\":\"bad_verdict\",\"detail\":\"verdict 'no'; it must be pass or drop\"}]}\n",
                answer.body());
        assertEquals(2, shipper.samples().size());
        assertEquals("127.0.0.1", shipper.samples().get(0).getExporterId());
        assertEquals(2, shipper.deadLetters().size());
        assertEquals("in 127.0.0.1 line 3 position 1", shipper.deadLetters().get(1).origin());
        assertEquals(
                "{\"verdict\":\"no\"}", new String(shipper.deadLetters().get(1).payload(), UTF_8));
    }

    @Test
    void statusSaysWhoIsToBlame() throws Exception {
        shipper.release();
        assertEquals(400, post("nonsense").statusCode());
        assertEquals(400, post("").statusCode());
        assertEquals(413, post("[" + " ".repeat(20_000) + "]").statusCode());
        assertEquals(404, send(request("/v1/other").POST(body("{}"))).statusCode());
        assertEquals(405, send(request("/v1/samples").GET()).statusCode());
        assertEquals(
                415,
                send(request("/v1/samples").header("Content-Encoding", "zzz").POST(body("{}")))
                        .statusCode());
        assertEquals(0, shipper.samples().size());
    }

    @Test
    void answersOnlyWhenKafkaHasIt() throws Exception {
        HttpResponse<String> late = post("{}");
        assertEquals(503, late.statusCode());
        assertTrue(late.body().contains("\"accepted\":0"), late::body);
        assertTrue(late.headers().firstValue("Retry-After").isPresent());
        var waiting =
                CLIENT.sendAsync(
                        request("/v1/samples").POST(body("[{},{}]")).build(),
                        HttpResponse.BodyHandlers.ofString());
        shipper.awaitHeld(3);
        shipper.release();
        assertEquals(200, waiting.join().statusCode());
        assertEquals("{\"accepted\":2,\"refused\":0,\"errors\":[]}\n", waiting.join().body());
    }

    @Test
    void gzipIsReadAndBounded() throws Exception {
        shipper.release();
        assertEquals(200, postGzip("{\"rule_id\":\"7\"}").statusCode());
        assertEquals("7", shipper.samples().get(0).getRuleId());
        assertEquals(413, postGzip(" ".repeat(2_000_000)).statusCode());
    }

    @Test
    void tokenIsAsked() throws Exception {
        shipper.release();
        stop();
        input = start(Optional.of(Files.writeString(dir.resolve("token"), "s3cret\n")));
        assertEquals(401, post("{}").statusCode());
        assertEquals(
                200,
                send(request("/v1/samples")
                                .header("Authorization", "Bearer s3cret")
                                .POST(body("{}")))
                        .statusCode());
    }

    private JsonHttpInput start(Optional<Path> token) {
        TestingHandIn testing = new TestingHandIn(shipper);
        JsonHttpInput started =
                new JsonHttpInput(
                        "in",
                        new JsonHttpSettings(
                                new InetSocketAddress("127.0.0.1", 0),
                                Optional.empty(),
                                token,
                                10_000,
                                1_000,
                                10,
                                Duration.ofSeconds(2)),
                        testing.handIn(),
                        testing.metrics());
        started.start();
        return started;
    }

    private HttpResponse<String> post(String text) throws IOException, InterruptedException {
        return send(request("/v1/samples").POST(body(text)));
    }

    private HttpResponse<String> postGzip(String text) throws IOException, InterruptedException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return send(
                request("/v1/samples")
                        .header("Content-Encoding", "gzip")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(bytes.toByteArray())));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + input.localAddress().getPort() + path))
                .timeout(Duration.ofSeconds(20));
    }

    private static HttpRequest.BodyPublisher body(String text) {
        return HttpRequest.BodyPublishers.ofString(text);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
