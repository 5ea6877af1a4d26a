package io.networkanalytics.forwarder.sflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.networkanalytics.forwarder.capture.CaptureReader;
import io.networkanalytics.forwarder.capture.CapturedPacket;
import io.networkanalytics.model.IpAddresses;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.SamplingMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Datagrams of real exporters, held against what other decoders find in them. */
class SflowCapturesTest {

    /** Of an Ethernet frame with IPv4 without options. */
    private static final int UDP_PAYLOAD = 14 + 20 + 8;

    @Test
    void datagramOfAFirewall() throws IOException {
        SflowFixture sflow = new SflowFixture();
        sflow.receive(
                Files.readAllBytes(SharedCaptures.file("flows/sflow_issue_15918/message.bin")));

        // Of the seven samples the first is one of counters. Interfaces are those of the flow
        // sample itself.
        assertEquals(
                List.of(
                        "192.168.227.2:49469 > 192.168.101.2:2055 p17 len 1268 ttl 63 id 49746 if 96>95 ingress pass",
                        "142.250.200.99:443 > 192.168.100.104:52851 p17 len 545 ttl 51 id 0 if 101>60 egress pass",
                        "fe80::f3a8:9738:cab4:2286:0 > ff02::16:0 p58 len 96 ttl 1 id 0 if 97>multiple  pass",
                        "192.168.153.106:64969 > 142.250.185.14:443 p17 len 59 ttl 127 id 40468 if 60>101 egress pass",
                        "142.250.185.14:443 > 192.168.153.106:64969 p17 len 701 ttl 50 id 0 if 6>97 ingress pass",
                        "fe80::f3a8:9738:cab4:2286:49770 > ff02::1:3:5355 p17 len 75 ttl 1 id 0 if 97>multiple  pass"),
                sflow.sink.samples().stream().map(SflowCapturesTest::line).toList());
        assertEquals(List.of(), sflow.reasons());
        for (PacketSample sample : sflow.sink.samples()) {
            assertEquals("192.168.227.2", sample.getExporterId());
            assertEquals(200, sample.getSampleInterval());
            assertEquals(SamplingMode.RANDOM, sample.getSamplingMode());
        }
        assertEquals(
                List.of("154", "250", "153", "250", "153", "153"),
                sflow.sink.samples().stream()
                        .map(sample -> sample.getMetadataOrThrow("source_vlan"))
                        .toList());
        assertEquals(
                Map.of("forwarder.skipped exporter=192.168.227.2 input=sf what=counter_sample", 1L),
                sflow.metrics());
    }

    @Test
    void notificationOfADrop() throws IOException {
        SflowFixture sflow = new SflowFixture();
        sflow.receive(
                Files.readAllBytes(
                        SharedCaptures.file("flows/sflow_issue_15375/sflow_drop_1036.bin")));
        PacketSample sample = sflow.only();
        assertEquals("192.168.119.184", sample.getExporterId());
        assertEquals(SamplingMode.NOTIFICATION, sample.getSamplingMode());
        assertEquals("ingress", sample.getDirection());
        assertEquals("1", sample.getIngressInterface());
        assertEquals("2", sample.getEgressInterface());
        assertEquals("drop", sample.getOutcome());
        assertEquals(
                Map.of("egress_queue", "42", "drop_reason", "host_unreachable"),
                sample.getMetadataMap());
    }

    @ParameterizedTest
    @ValueSource(strings = {"pmacctd-sfprobe.pcap", "uacctd-sfprobe.pcap", "ovs-sflow.pcap"})
    void everyDatagramOfTheLab(String name) throws Exception {
        Path file = SharedCaptures.file("exporters/" + name);
        List<List<String>> ours = new ArrayList<>();
        SflowFixture sflow = new SflowFixture("127.0.0.1");
        try (CaptureReader capture = CaptureReader.open(file)) {
            for (CapturedPacket packet = capture.next(); packet != null; packet = capture.next()) {
                int before = sflow.sink.samples().size();
                sflow.receive(packet.buffer(), UDP_PAYLOAD, packet.capturedLength() - UDP_PAYLOAD);
                List<PacketSample> all = sflow.sink.samples();
                ours.add(
                        all.subList(before, all.size()).stream()
                                .filter(sample -> sample.getEthertype() == 0x0800)
                                .map(
                                        sample ->
                                                text(sample, PacketSample::getSourceAddress)
                                                        + ">"
                                                        + text(
                                                                sample,
                                                                PacketSample::getDestinationAddress)
                                                        + " "
                                                        + sample.getIpTotalLength()
                                                        + " "
                                                        + sample.getIpTtl())
                                .toList());
            }
        }
        assertEquals(List.of(), sflow.reasons());
        assertTrue(sflow.sink.samples().size() > 2000, "samples: " + sflow.sink.samples().size());
        assertTrue(
                sflow.metrics().keySet().stream()
                        .allMatch(metric -> metric.startsWith("forwarder.skipped")),
                () -> "no loss, no jump: " + sflow.metrics());
        List<List<String>> theirs = tshark(file);
        assertEquals(theirs.size(), ours.size());
        for (int i = 0; i < ours.size(); i++) {
            if (theirs.get(i) != null) {
                assertEquals(theirs.get(i), ours.get(i), "datagram " + (i + 1));
            }
        }
    }

    /** The inner IPv4 packets of each datagram as tshark reads them; null where it gives up. */
    private static List<List<String>> tshark(Path file) throws Exception {
        Process process;
        try {
            process =
                    new ProcessBuilder(
                                    "tshark",
                                    "-r",
                                    file.toString(),
                                    "-d",
                                    "udp.port==6343,sflow",
                                    "-T",
                                    "fields",
                                    "-E",
                                    "separator=;",
                                    "-e",
                                    "_ws.malformed",
                                    "-e",
                                    "ip.src",
                                    "-e",
                                    "ip.dst",
                                    "-e",
                                    "ip.len",
                                    "-e",
                                    "ip.ttl")
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
        } catch (IOException e) {
            assumeTrue(false, "skipped: no tshark here to compare with");
            return List.of();
        }
        try (Stream<String> lines = process.inputReader().lines()) {
            List<List<String>> datagrams =
                    lines.map(SflowCapturesTest::innerPackets)
                            .collect(Collectors.toCollection(ArrayList::new));
            assertEquals(0, process.waitFor());
            return datagrams;
        }
    }

    private static List<String> innerPackets(String line) {
        String[] fields = line.split(";", -1);
        if (!fields[0].isEmpty()) {
            return null;
        }
        String[] sources = fields[1].split(",", -1);
        String[] destinations = fields[2].split(",", -1);
        String[] lengths = fields[3].split(",", -1);
        String[] ttls = fields[4].split(",", -1);
        List<String> packets = new ArrayList<>();
        for (int i = 1; i < sources.length; i++) {
            packets.add(sources[i] + ">" + destinations[i] + " " + lengths[i] + " " + ttls[i]);
        }
        return packets;
    }

    private static String line(PacketSample s) {
        return text(s, PacketSample::getSourceAddress)
                + ":"
                + s.getSourcePort()
                + " > "
                + text(s, PacketSample::getDestinationAddress)
                + ":"
                + s.getDestinationPort()
                + " p"
                + s.getIpProtocol()
                + " len "
                + s.getIpTotalLength()
                + " ttl "
                + s.getIpTtl()
                + " id "
                + s.getIpv4Identification()
                + " if "
                + s.getIngressInterface()
                + ">"
                + s.getEgressInterface()
                + " "
                + s.getDirection()
                + " "
                + s.getOutcome();
    }

    private static String text(
            PacketSample sample, Function<PacketSample, com.google.protobuf.ByteString> field) {
        com.google.protobuf.ByteString address = field.apply(sample);
        boolean v4 = IpAddresses.isV4(IpAddresses.high(address), IpAddresses.low(address));
        byte[] bytes = address.toByteArray();
        return v4 ? AddressText.of(bytes, 12, 4) : AddressText.of(bytes, 0, 16);
    }
}
