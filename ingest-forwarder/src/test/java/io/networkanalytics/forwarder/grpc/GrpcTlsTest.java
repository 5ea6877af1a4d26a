package io.networkanalytics.forwarder.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.TlsChannelCredentials;
import io.grpc.netty.NettyChannelBuilder;
import io.networkanalytics.forwarder.handin.TestingCertificates;
import io.networkanalytics.forwarder.handin.TestingHandIn;
import io.networkanalytics.forwarder.handin.TlsSettings;
import io.networkanalytics.forwarder.observe.MetricMap;
import io.networkanalytics.forwarder.ship.TestingShipper;
import io.networkanalytics.model.PacketSample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who is let in over TLS, and what the others see. */
@Timeout(60)
class GrpcTlsTest {

    private static final String HANDSHAKE = "forwarder.access.refused input=in reason=handshake";
    private static final String TOKEN = "forwarder.access.refused input=in reason=token";
    private static final String SECRET = "Bearer s3cret";

    @TempDir private static Path folder;
    private static TestingCertificates certificates;

    private final TestingShipper shipper = new TestingShipper(4);
    private final TestingHandIn testing = new TestingHandIn(shipper);
    private GrpcInput input;

    @BeforeAll
    static void make() throws Exception {
        certificates = new TestingCertificates(folder);
    }

    @AfterEach
    void stop() {
        if (input != null) {
            input.stop(Duration.ofSeconds(5));
        }
    }

    @Test
    void whoShowsACertificateOfTheAuthorityAndTheTokenIsLetIn() throws Exception {
        start(true);
        try (TestingSender sender = sender("client", "authority", "authorization", SECRET)) {
            sender.samples.onNext(PacketSample.newBuilder().setRuleId("7").build());
            sender.samples.onCompleted();
            assertEquals(Status.Code.OK, sender.awaitEnd().getCode());
            assertEquals(1, sender.acknowledged());
        }
        assertEquals("7", shipper.samples().get(0).getRuleId());
        assertRefused(Map.of());
    }

    @Test
    void whoShowsNoCertificateIsNot() throws Exception {
        start(true);
        try (TestingSender sender = sender("", "authority", "authorization", SECRET)) {
            assertEnd(sender, Status.Code.UNAVAILABLE);
        }
        assertRefused(Map.of(HANDSHAKE, 1L));
    }

    @Test
    void whoseCertificateAnotherAuthoritySignedIsNot() throws Exception {
        start(true);
        try (TestingSender sender = sender("stranger", "authority", "authorization", SECRET)) {
            assertEnd(sender, Status.Code.UNAVAILABLE);
        }
        assertRefused(Map.of(HANDSHAKE, 1L));
    }

    @Test
    void whoseTokenIsWrongIsNotWhateverTheCertificate() throws Exception {
        start(true);
        try (TestingSender sender = sender("client", "authority", "authorization", "Bearer no")) {
            Status end = assertEnd(sender, Status.Code.UNAUTHENTICATED);
            assertEquals(
                    "the metadata 'authorization: Bearer TOKEN' is missing or wrong",
                    end.getDescription());
        }
        assertRefused(Map.of(TOKEN, 1L));
    }

    @Test
    void whoSpeaksPlainTextIsNot() throws Exception {
        start(true);
        try (TestingSender sender =
                new TestingSender(input.localAddress(), "authorization", SECRET)) {
            assertEnd(sender, Status.Code.UNAVAILABLE);
        }
        assertRefused(Map.of(HANDSHAKE, 1L));
    }

    @Test
    void aSenderDoesNotTalkToAServerThatItDoesNotTrust() throws Exception {
        start(true);
        try (TestingSender sender = sender("client", "stranger", "authorization", SECRET)) {
            assertEnd(sender, Status.Code.UNAVAILABLE);
        }
        assertRefused(Map.of(HANDSHAKE, 1L));
    }

    @Test
    void withoutClientCaTheTokenAloneDecides() throws Exception {
        start(false);
        try (TestingSender sender = sender("", "authority", "authorization", SECRET)) {
            sender.awaitAcknowledged(0);
        }
        try (TestingSender sender = sender("", "authority")) {
            assertEnd(sender, Status.Code.UNAUTHENTICATED);
        }
        assertRefused(Map.of(TOKEN, 1L));
    }

    @Test
    void filesThatAreNoCertificatesSayWhatTheyMustBe() throws IOException {
        Path text = Files.writeString(folder.resolve("text"), "hello");
        UncheckedIOException refused =
                Assertions.assertThrows(
                        UncheckedIOException.class,
                        () -> start(Optional.of(new TlsSettings(text, text, Optional.empty()))));
        assertTrue(
                refused.getMessage().contains("are the certificate and the key PEM files"),
                refused::getMessage);
    }

    private static Status assertEnd(TestingSender sender, Status.Code code)
            throws InterruptedException {
        Status end = sender.awaitEnd();
        assertEquals(code, end.getCode(), end::toString);
        return end;
    }

    /** The server may notice the end of a connection after its sender. */
    private void assertRefused(Map<String, Long> expected) throws InterruptedException {
        input.stop(Duration.ofSeconds(5));
        Map<String, Long> found = MetricMap.of(testing.metrics().registry());
        found.keySet().removeIf(name -> !name.startsWith("forwarder.access.refused"));
        assertEquals(expected, found);
        if (!expected.isEmpty()) {
            assertEquals(0, shipper.samples().size());
        }
    }

    private void start(boolean mutual) throws IOException {
        start(
                Optional.of(
                        new TlsSettings(
                                certificates.certificate("server"),
                                certificates.key("server"),
                                mutual
                                        ? Optional.of(certificates.certificate("authority"))
                                        : Optional.empty())));
    }

    private void start(Optional<TlsSettings> tls) throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "s3cret\n");
        GrpcInput started =
                new GrpcInput(
                        "in",
                        new GrpcSettings(
                                new InetSocketAddress("127.0.0.1", 0),
                                tls,
                                Optional.of(token),
                                1_000,
                                100,
                                4,
                                16),
                        testing.handIn(),
                        testing.metrics());
        started.start();
        input = started;
    }

    private TestingSender sender(String identity, String trusted, String... headers)
            throws IOException {
        TlsChannelCredentials.Builder credentials =
                TlsChannelCredentials.newBuilder()
                        .trustManager(certificates.certificate(trusted).toFile());
        if (!identity.isEmpty()) {
            credentials.keyManager(
                    certificates.certificate(identity).toFile(),
                    certificates.key(identity).toFile());
        }
        ManagedChannel channel =
                NettyChannelBuilder.forAddress(input.localAddress(), credentials.build()).build();
        return new TestingSender(channel, headers);
    }
}
