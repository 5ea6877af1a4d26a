package io.networkanalytics.forwarder.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who may have the configuration read again: as in a container, it listens on every address. */
class HttpEndpointTest {

    private final AtomicInteger reloads = new AtomicInteger();
    private final HttpEndpoint endpoint =
            new HttpEndpoint(
                    new InetSocketAddress("0.0.0.0", 0),
                    new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                    () -> new Health(Health.RUNNING, "", List.of()),
                    () -> new ReloadOutcome(true, "reload " + reloads.incrementAndGet()));

    @AfterEach
    void close() {
        endpoint.close();
    }

    @Test
    void theMachineItselfMay() throws Exception {
        HttpResponse<String> answer = post("127.0.0.1");
        assertEquals(200, answer.statusCode());
        assertEquals("reload 1\n", answer.body());
    }

    @Test
    void othersMayNotAndLearnHow() throws Exception {
        Optional<InetAddress> outer = outerAddress();
        assumeTrue(outer.isPresent(), "skipped: this machine has no address but loopback");
        HttpResponse<String> answer = post(outer.get().getHostAddress());
        assertEquals(403, answer.statusCode());
        assertTrue(answer.body().contains("send SIGHUP"), answer::body);
        assertEquals(0, reloads.get());
    }

    /** A connection to it comes from it. */
    private static Optional<InetAddress> outerAddress() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .findFirst();
    }

    private HttpResponse<String> post(String host) throws IOException, InterruptedException {
        URI address =
                URI.create("http://" + host + ":" + endpoint.address().getPort() + "/-/reload");
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(address)
                                .timeout(Duration.ofSeconds(20))
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
