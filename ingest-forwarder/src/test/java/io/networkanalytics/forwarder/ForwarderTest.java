package io.networkanalytics.forwarder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.forwarder.config.ForwarderConfig;
import io.networkanalytics.forwarder.config.InputConfig;
import io.networkanalytics.forwarder.intake.MetadataBounds;
import io.networkanalytics.forwarder.ship.KafkaSettings;
import io.networkanalytics.forwarder.ship.ShippingStoppedException;
import io.networkanalytics.forwarder.ship.TestingShipper;
import io.networkanalytics.forwarder.udp.UdpInput;
import io.networkanalytics.forwarder.udp.UdpSettings;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.codec.PacketSampleCodec;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The daemon from socket to shipper. */
@Timeout(60)
class ForwarderTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress("127.0.0.1", 0);

    /**
     * sFlow of agent 192.0.2.1: one flow sample, 1 in 200, TCP SYN to port 443, 40 bytes. Version,
     * then the rest.
     */
    private static final String DATAGRAM =
            "00000001c000020100000000000000010000100000000001"
                    + "0000000100000070"
                    + "0000000100000003000000c80000000000000000"
                    + "0000000300000005"
                    + "00000001"
                    + "0000000100000048"
                    + "000000010000003a00000004"
                    + "00000036"
                    + "0200000000020200000000010800"
                    + "450000281234400"
                    + "03f060000c6336407cb007109"
                    + "9c4001bb000000010000000050020400"
                    + "00000000"
                    + "0000";

    private final TestingShipper shipper = new TestingShipper(4);
    private final AtomicReference<Consumer<String>> onFatal = new AtomicReference<>();
    private Forwarder forwarder = forwarder(shipper);

    @AfterEach
    void stop() {
        forwarder.stop();
    }

    @Test
    void datagramBecomesASampleAndEveryCounterMoves() throws Exception {
        forwarder.start();
        send(
                "00000005" + DATAGRAM,
                "00000005" + DATAGRAM,
                "00000004" + DATAGRAM,
                "00000004" + DATAGRAM);
        shipper.awaitSamples(1, PATIENCE);
        forwarder.inputs().get(0).stop(PATIENCE);

        PacketSample sample = shipper.samples().get(0);
        assertEquals(sample, PacketSampleCodec.decode(sample.toByteArray()).sample());
        assertEquals("192.0.2.1", sample.getExporterId());
        assertEquals("ams01", sample.getColo());
        assertEquals("sflow", sample.getSourceSystem());
        assertEquals(200, sample.getSampleInterval());
        assertEquals(443, sample.getDestinationPort());
        assertEquals(CLOCK.millis() * 1000, sample.getEpochMicros());
        assertEquals(CLOCK.millis() * 1_000_000, sample.getObservedAtNanos());
        assertEquals("unsupported_version", shipper.deadLetters().get(0).reason());
        assertEquals(
                List.of(
                        "forwarder_datagram_bytes_received_total{input=\"sf\"} 592.0",
                        "forwarder_datagrams_received_total{input=\"sf\"} 4.0",
                        "forwarder_dead_letters_suppressed_total{input=\"sf\",reason=\"unsupported_version\"} 1.0",
                        "forwarder_dead_letters_total{input=\"sf\",reason=\"unsupported_version\"} 1.0",
                        "forwarder_evictions_total{table=\"sflow_agents\"} 0.0",
                        "forwarder_evictions_total{table=\"sflow_data_sources\"} 0.0",
                        "forwarder_exporters_beyond_bound_total 0.0",
                        "forwarder_handler_errors_total{input=\"sf\"} 0.0",
                        "forwarder_kernel_drops_total{input=\"sf\"} 0.0",
                        "forwarder_malformed_total{exporter=\"127.0.0.1\",input=\"sf\",reason=\"unsupported_version\"} 2.0",
                        "forwarder_samples_received_total{exporter=\"127.0.0.1\",input=\"sf\"} 0.0",
                        "forwarder_samples_received_total{exporter=\"192.0.2.1\",input=\"sf\"} 1.0",
                        "forwarder_skipped_total{exporter=\"192.0.2.1\",input=\"sf\",what=\"repeated_datagram\"} 1.0"),
                get("/metrics")
                        .body()
                        .lines()
                        .filter(line -> !line.startsWith("#"))
                        .sorted()
                        .toList());
    }

    @Test
    void healthTellsEveryState() throws Exception {
        forwarder.start();
        assertEquals(200, get("/health").statusCode());
        assertEquals(
                "{\"state\":\"running\",\"detail\":\"\",\"inputs\":[\"sf\"]}",
                get("/health").body());
        onFatal.get().accept("Kafka refuses records for good: \"why\"");
        assertEquals(503, get("/health").statusCode());
        assertEquals(
                "{\"state\":\"failed\",\"detail\":\"Kafka refuses records for good: \\\"why\\\"\",\"inputs\":[\"sf\"]}",
                get("/health").body());
        assertEquals(Optional.of("Kafka refuses records for good: \"why\""), forwarder.awaitEnd());
    }

    @Test
    void stopShipsWhatTheSocketsHold() throws Exception {
        forwarder.start();
        String[] datagrams = new String[300];
        for (int i = 0; i < datagrams.length; i++) {
            datagrams[i] =
                    "00000005"
                            + DATAGRAM.replaceFirst(
                                    "0000000100001000", String.format("%08x00001000", i + 1));
        }
        send(datagrams);
        forwarder.requestStop();
        assertEquals(Optional.empty(), forwarder.awaitEnd());
        assertTrue(forwarder.stop());
        assertTrue(shipper.drained());
        assertEquals(300, shipper.samples().size());
        assertEquals(300, shipper.samples().get(299).getSequence());
    }

    @Test
    void withoutAWayOutNothingStarts() {
        forwarder =
                new Forwarder(
                        config(),
                        (metrics, fatal) -> {
                            throw new ShippingStoppedException("no Kafka", null);
                        },
                        CLOCK);
        assertThrows(ShippingStoppedException.class, forwarder::start);
        assertEquals(List.of(), forwarder.inputs());
    }

    private Forwarder forwarder(TestingShipper target) {
        return new Forwarder(
                config(),
                (metrics, fatal) -> {
                    onFatal.set(fatal);
                    return target;
                },
                CLOCK);
    }

    private static ForwarderConfig config() {
        return new ForwarderConfig(
                "ams01",
                10,
                new MetadataBounds(10, 1000),
                KafkaSettings.of("unused:1"),
                ANY_PORT,
                PATIENCE,
                List.of(
                        new InputConfig.Sflow(
                                "sf", new UdpSettings(ANY_PORT, 1, 1 << 20), false, 1)));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + forwarder.httpAddress().getPort() + path);
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(uri).timeout(PATIENCE).build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private void send(String... datagrams) throws IOException {
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.connect(((UdpInput) forwarder.inputs().get(0)).localAddress());
            for (String datagram : datagrams) {
                channel.write(ByteBuffer.wrap(HexFormat.of().parseHex(datagram)));
            }
        }
    }
}
