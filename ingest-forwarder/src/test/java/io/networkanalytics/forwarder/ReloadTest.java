package io.networkanalytics.forwarder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.forwarder.config.ConfigReader;
import io.networkanalytics.forwarder.observe.ReloadOutcome;
import io.networkanalytics.forwarder.ship.TestingShipper;
import io.networkanalytics.forwarder.udp.UdpInput;
import io.networkanalytics.model.PacketSample;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A new configuration for a daemon that runs. */
@Timeout(60)
class ReloadTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** sFlow of agent 192.0.2.1 but for version and sequence: one flow sample, TCP SYN. */
    private static final String BEFORE_SEQUENCE = "0000000500000001c000020100000000";

    private static final String AFTER_SEQUENCE =
            "0000100000000001"
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

    @TempDir private Path folder;

    private final TestingShipper shipper = new TestingShipper(4);
    private Path file;
    private Forwarder forwarder;
    private int sent;

    @BeforeEach
    void start() throws IOException {
        file = folder.resolve("f.yaml");
        write("ams01", "  - {type: sflow, name: a, listen: \"127.0.0.1:0\", sockets: 1}\n");
        forwarder =
                new Forwarder(
                        ConfigReader.read(file),
                        () -> ConfigReader.read(file),
                        (metrics, fatal) -> shipper,
                        Clock.systemUTC());
        forwarder.start();
    }

    @AfterEach
    void stop() {
        forwarder.stop();
    }

    @Test
    void unchangedInputsAreNotTouched() throws Exception {
        Input a = forwarder.inputs().get(0);
        assertEquals(new ReloadOutcome(true, "nothing changed"), forwarder.reload());
        write(
                "ams01",
                "  - {type: sflow, name: b, listen: \"127.0.0.1:0\", sockets: 1}\n"
                        + "  - {type: sflow, name: a, listen: \"127.0.0.1:0\", sockets: 1}\n");
        assertEquals(new ReloadOutcome(true, "input b started"), forwarder.reload());
        assertSame(a, forwarder.inputs().get(1));
        send(forwarder.inputs().get(0), 1);
        shipper.awaitSamples(1, PATIENCE);
        write("ams01", "  - {type: sflow, name: a, listen: \"127.0.0.1:0\", sockets: 1}\n");
        assertEquals(new ReloadOutcome(true, "input b stopped"), forwarder.reload());
        assertEquals(List.of(a), forwarder.inputs());
    }

    @Test
    void nothingIsLostWhileAnInputChangesUnderLoad() throws Exception {
        Input a = forwarder.inputs().get(0);
        for (int round = 0; round < 40; round++) {
            write(
                    round % 2 == 0 ? "fra02" : "ams01",
                    "  - {type: sflow, name: a, listen: \"127.0.0.1:0\", sockets: 1, headerBytes: "
                            + (round % 4 < 2)
                            + "}\n");
            send(a, 25);
            assertEquals(new ReloadOutcome(true, "input a changed"), forwarder.reload());
            send(a, 25);
        }
        shipper.awaitSamples(2000, PATIENCE);
        List<PacketSample> samples = shipper.samples();
        for (int i = 0; i < samples.size(); i++) {
            assertEquals(i + 1, samples.get(i).getSequence(), "one epoch, no gap, no repeat");
        }
        assertEquals("ams01", samples.get(1999).getColo());
    }

    @Test
    void anotherAddress() throws Exception {
        try (DatagramChannel taken = DatagramChannel.open()) {
            taken.bind(new InetSocketAddress("127.0.0.1", 0));
            int port = ((InetSocketAddress) taken.getLocalAddress()).getPort();
            String inputs =
                    "  - {type: sflow, name: a, listen: \"127.0.0.1:" + port + "\", sockets: 1}\n";
            write("ams01", inputs);
            ReloadOutcome outcome = forwarder.reload();
            assertTrue(!outcome.good(), outcome.text());
            assertTrue(outcome.text().contains("cannot listen on udp"), outcome.text());
            send(forwarder.inputs().get(0), 1);
            shipper.awaitSamples(1, PATIENCE);
            taken.close();
            assertEquals(new ReloadOutcome(true, "input a changed"), forwarder.reload());
            assertEquals(port, ((UdpInput) forwarder.inputs().get(0)).localAddress().getPort());
            send(forwarder.inputs().get(0), 1);
            shipper.awaitSamples(2, PATIENCE);
        }
    }

    @Test
    void wrongConfigurationLeavesTheOldAndIsShown() throws Exception {
        Input a = forwarder.inputs().get(0);
        Files.writeString(file, "kafka: {bootstrapServers: \"k:1\"}\ninputs: [{type: slow}]\n");
        HttpResponse<String> response = post("/-/reload");
        assertEquals(400, response.statusCode());
        assertTrue(response.body().contains("f.yaml:2: 'type' is 'slow'"), response.body());
        HttpResponse<String> health = get("/health");
        assertEquals(200, health.statusCode(), "it runs");
        assertTrue(
                health.body().contains("the configuration was not reloaded: ")
                        && health.body().contains("f.yaml:2: 'type' is 'slow'"),
                health.body());
        send(a, 1);
        shipper.awaitSamples(1, PATIENCE);
        write("ams01", "  - {type: sflow, name: a, listen: \"127.0.0.1:0\", sockets: 1}\n");
        assertEquals(200, post("/-/reload").statusCode());
        assertTrue(get("/health").body().contains("\"detail\":\"\""));
        assertEquals(405, get("/-/reload").statusCode());
    }

    @Test
    void whatNeedsARestartIsSaid() throws Exception {
        String text = Files.readString(file).replace("k:1", "k:2") + "spool: {directory: /s}\n";
        Files.writeString(file, text);
        assertEquals(
                new ReloadOutcome(
                        true,
                        "kafka changed: holds after a restart\nspool changed: holds after a restart"),
                forwarder.reload());
    }

    private void write(String colo, String inputs) throws IOException {
        Files.writeString(
                file,
                "colo: "
                        + colo
                        + "\nhttp: 127.0.0.1:0\nkafka: {bootstrapServers: \"k:1\"}\ninputs:\n"
                        + inputs);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(request(path).build());
    }

    private HttpResponse<String> post(String path) throws Exception {
        return send(request(path).POST(HttpRequest.BodyPublishers.noBody()).build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + forwarder.httpAddress().getPort() + path))
                .timeout(PATIENCE);
    }

    private static HttpResponse<String> send(HttpRequest request) throws Exception {
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private void send(Input input, int datagrams) throws IOException {
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.connect(((UdpInput) input).localAddress());
            for (int i = 0; i < datagrams; i++) {
                String datagram = BEFORE_SEQUENCE + String.format("%08x", ++sent) + AFTER_SEQUENCE;
                channel.write(ByteBuffer.wrap(HexFormat.of().parseHex(datagram)));
            }
        }
    }
}
