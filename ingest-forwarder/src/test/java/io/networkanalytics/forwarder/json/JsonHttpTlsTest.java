package io.networkanalytics.forwarder.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.forwarder.handin.TestingCertificates;
import io.networkanalytics.forwarder.handin.TestingHandIn;
import io.networkanalytics.forwarder.handin.TlsSettings;
import io.networkanalytics.forwarder.observe.MetricMap;
import io.networkanalytics.forwarder.ship.TestingShipper;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who is let in over HTTPS, and what the others see. */
@Timeout(60)
class JsonHttpTlsTest {

    private static final String HANDSHAKE = "forwarder.access.refused input=in reason=handshake";
    private static final String TOKEN = "forwarder.access.refused input=in reason=token";

    @TempDir private static Path folder;
    private static TestingCertificates certificates;

    private final TestingShipper shipper = new TestingShipper(4);
    private final TestingHandIn testing = new TestingHandIn(shipper);
    private JsonHttpInput input;

    @BeforeAll
    static void make() throws Exception {
        certificates = new TestingCertificates(folder);
    }

    @BeforeEach
    void start() throws IOException {
        TlsSettings tls =
                new TlsSettings(
                        certificates.certificate("server"),
                        certificates.key("server"),
                        Optional.of(certificates.certificate("authority")));
        input =
                new JsonHttpInput(
                        "in",
                        new JsonHttpSettings(
                                new InetSocketAddress("127.0.0.1", 0),
                                Optional.of(tls),
                                Optional.of(Files.writeString(folder.resolve("token"), "s3cret\n")),
                                10_000,
                                1_000,
                                10,
                                Duration.ofSeconds(5)),
                        testing.handIn(),
                        testing.metrics());
        input.start();
    }

    @AfterEach
    void stop() {
        input.stop(Duration.ofSeconds(5));
    }

    @Test
    void whoShowsACertificateAndTheTokenIsLetIn() throws Exception {
        assertEquals(200, post("https", certificates.context("client", "authority"), "s3cret"));
        assertEquals(1, shipper.samples().size());
        assertRefused(Map.of());
    }

    @Test
    void whoseTokenIsWrongIsNot() throws Exception {
        assertEquals(401, post("https", certificates.context("client", "authority"), "other"));
        assertRefused(Map.of(TOKEN, 1L));
    }

    @Test
    void whoShowsNoCertificateOrAStrangersIsNot() throws Exception {
        SSLContext none = certificates.context("", "authority");
        assertThrows(IOException.class, () -> post("https", none, "s3cret"));
        SSLContext stranger = certificates.context("stranger", "authority");
        assertThrows(IOException.class, () -> post("https", stranger, "s3cret"));
        assertRefused(Map.of(HANDSHAKE, 2L));
    }

    @Test
    void aSenderDoesNotTalkToAServerThatItDoesNotTrust() throws Exception {
        SSLContext wrong = certificates.context("client", "stranger");
        SSLException refused =
                assertThrows(SSLException.class, () -> post("https", wrong, "s3cret"));
        assertTrue(refused.getMessage().contains("certification path"), refused::getMessage);
        assertRefused(Map.of(HANDSHAKE, 1L));
    }

    @Test
    void whoSpeaksPlainTextIsNot() throws Exception {
        SSLContext any = certificates.context("client", "authority");
        assertThrows(IOException.class, () -> post("http", any, "s3cret"));
        assertRefused(Map.of(HANDSHAKE, 1L));
    }

    /** After the stop, when every connection has ended. */
    private void assertRefused(Map<String, Long> expected) {
        stop();
        Map<String, Long> found = MetricMap.of(testing.metrics().registry());
        found.keySet().removeIf(name -> !name.startsWith("forwarder.access.refused"));
        assertEquals(expected, found);
        assertEquals(expected.isEmpty() ? 1 : 0, shipper.samples().size());
    }

    private int post(String scheme, SSLContext context, String token)
            throws IOException, InterruptedException {
        HttpClient client =
                HttpClient.newBuilder()
                        .sslContext(context)
                        .version(HttpClient.Version.HTTP_1_1)
                        .build();
        URI address =
                URI.create(
                        scheme + "://127.0.0.1:" + input.localAddress().getPort() + "/v1/samples");
        return client.send(
                        HttpRequest.newBuilder(address)
                                .timeout(Duration.ofSeconds(20))
                                .header("Authorization", "Bearer " + token)
                                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
