package io.networkanalytics.forwarder.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.forwarder.linux.HostName;
import io.networkanalytics.forwarder.live.LiveCaptureSettings;
import io.networkanalytics.forwarder.live.LiveCaptureSettings.Direction;
import io.networkanalytics.forwarder.live.PcapStreamSettings;
import io.networkanalytics.forwarder.nflog.MarkBits;
import io.networkanalytics.forwarder.nflog.NflogSettings;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The keys of inputs that see packets themselves: nflog, capture, pcap. */
class PacketInputsTest {

    @Test
    void nflog() {
        assertEquals(
                new InputConfig.Nflog(
                        "edge",
                        "edge1",
                        new NflogSettings(7, "blue", 128, 65536, 20, 50),
                        new MarkBits(1, 0x8000_0000),
                        true,
                        9),
                input(
                        """
                        type: nflog
                        name: edge
                        exporter: edge1
                        group: 7
                        networkNamespace: blue
                        sampleMark: 0x1
                        dropMark: 0x80000000
                        copyRange: 128
                        receiveBufferBytes: 65536
                        queueThreshold: 20
                        queueTimeoutMillis: 50
                        headerBytes: true
                        deadLettersPerSecond: 9
                        """));
    }

    @Test
    void nflogWithoutAnything() {
        assertEquals(
                new InputConfig.Nflog(
                        "nflog",
                        HostName.read(),
                        new NflogSettings(5, "", 256, 32 << 20, 64, 10),
                        MarkBits.NONE,
                        false,
                        1),
                input("type: nflog\n"));
    }

    @Test
    void capture() {
        assertEquals(
                new InputConfig.Capture(
                        "capture",
                        "edge1",
                        new LiveCaptureSettings(
                                "eth0", "", "udp or tcp", 96, true, Direction.IN, 1 << 20, 100),
                        false,
                        1),
                input(
                        """
                        type: capture
                        exporter: edge1
                        interface: eth0
                        filter: udp or tcp
                        snapLength: 96
                        promiscuous: true
                        direction: in
                        bufferBytes: 1048576
                        sampleInterval: 100
                        """));
        assertTrue(errors("type: capture\n").contains("key 'inputs[].interface' is missing"));
        assertTrue(
                errors("type: capture\ninterface: eth0\ndirection: up\n")
                        .contains("it must be one of [both, in, out]"));
    }

    @Test
    void pcap() {
        assertEquals(
                new InputConfig.PcapStream(
                        "pcap",
                        "edge1",
                        new PcapStreamSettings(Path.of("/run/edge.pcap"), 10),
                        new MarkBits(1, 2),
                        false,
                        1),
                input(
                        """
                        type: pcap
                        exporter: edge1
                        file: /run/edge.pcap
                        sampleInterval: 10
                        sampleMark: 1
                        dropMark: 2
                        """));
    }

    @Test
    void marksAreBits() {
        assertTrue(
                errors("type: nflog\nsampleMark: first\n")
                        .contains("'sampleMark' is 'first', must be bits of 32, such as 0x1"));
        assertTrue(errors("type: nflog\ndropMark: 0x100000000\n").contains("must be bits of 32"));
    }

    private static InputConfig input(String text) {
        return ConfigReader.read("f.yaml", file(text)).inputs().get(0);
    }

    private static String errors(String text) {
        return assertThrows(ConfigException.class, () -> ConfigReader.read("f.yaml", file(text)))
                .getMessage();
    }

    private static String file(String text) {
        List<String> lines = text.lines().toList();
        return "kafka:\n  bootstrapServers: k:9092\ninputs:\n  - "
                + String.join("\n    ", lines)
                + "\n";
    }
}
