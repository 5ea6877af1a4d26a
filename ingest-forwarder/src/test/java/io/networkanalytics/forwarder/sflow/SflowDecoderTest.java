package io.networkanalytics.forwarder.sflow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.model.IpAddresses;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.SamplingMode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SflowDecoderTest {

    private static final int DISCARDED = 5;

    private final SflowFixture sflow = new SflowFixture();

    private static TestingDatagram header(int samples) {
        return TestingDatagram.header(1, 1000, samples);
    }

    @Test
    void flowSampleWithRawHeader() {
        sflow.receive(header(1).flow(1, 200, 0));
        PacketSample sample = sflow.only();
        assertEquals("192.0.2.1", sample.getExporterId());
        assertEquals(SflowFixture.RECEIVED_AT, sample.getReceivedAtNanos());
        assertEquals(200, sample.getSampleInterval());
        assertEquals(SamplingMode.RANDOM, sample.getSamplingMode());
        assertEquals("3", sample.getIngressInterface());
        assertEquals("5", sample.getEgressInterface());
        assertEquals("ingress", sample.getDirection());
        assertEquals("pass", sample.getOutcome());
        assertEquals("", sample.getVerdict());
        assertEquals(1, sample.getPackets());
        assertEquals(40, sample.getBytes(), "the IP total length, not that of the frame");
        assertEquals(0x0800, sample.getEthertype());
        assertEquals(IpAddresses.of(0, 0xFFFFC6336407L), sample.getSourceAddress());
        assertEquals(IpAddresses.of(0, 0xFFFFCB007109L), sample.getDestinationAddress());
        assertEquals(6, sample.getIpProtocol());
        assertEquals(63, sample.getIpTtl());
        assertEquals(40000, sample.getSourcePort());
        assertEquals(443, sample.getDestinationPort());
        assertEquals(2, sample.getTcpFlags());
        assertEquals(Map.of(), sample.getMetadataMap());
        assertEquals(Map.of(), sflow.metrics());
    }

    @Test
    void expandedFlowSample() {
        sflow.receive(
                header(1)
                        .structure(
                                3,
                                s ->
                                        s.int32(
                                                        1,
                                                        0,
                                                        0x0200_0001,
                                                        400,
                                                        0,
                                                        0,
                                                        0,
                                                        7,
                                                        0,
                                                        0x0200_0001,
                                                        1)
                                                .synHeader()));
        PacketSample sample = sflow.only();
        assertEquals("7", sample.getIngressInterface());
        assertEquals("33554433", sample.getEgressInterface(), "an ifIndex above 24 bits");
        assertEquals("egress", sample.getDirection());
        assertEquals(400, sample.getSampleInterval());
    }

    @Test
    void everyPacketIsUnsampled() {
        sflow.receive(header(1).flow(1, 1, 0));
        assertEquals(SamplingMode.UNSAMPLED, sflow.only().getSamplingMode());
    }

    @Test
    void rateOfZeroMeansOneAndIsCounted() {
        sflow.receive(header(1).flow(1, 0, 0));
        assertEquals(1, sflow.only().getSampleInterval());
        assertEquals(
                Map.of("forwarder.interval.defaulted exporter=192.0.2.1 input=sf", 1L),
                sflow.metrics());
    }

    @Test
    void interfacesThatAreNone() {
        // Internal to several: 10 interfaces. The source is a VLAN (class 1), so no direction is
        // known.
        sflow.receive(
                header(1)
                        .structure(
                                1,
                                s ->
                                        s.int32(
                                                        1,
                                                        0x0100_0003,
                                                        200,
                                                        0,
                                                        0,
                                                        0x3FFF_FFFF,
                                                        0x8000_000AL,
                                                        1)
                                                .synHeader()));
        assertEquals("internal", sflow.only().getIngressInterface());
        assertEquals("multiple", sflow.only().getEgressInterface());
        assertEquals("", sflow.only().getDirection());
        assertEquals("pass", sflow.only().getOutcome());
    }

    @Test
    void unknownOutputSaysNothingOfTheOutcome() {
        sflow.receive(header(1).structure(1, s -> s.int32(1, 3, 200, 0, 0, 3, 0, 1).synHeader()));
        assertEquals("", sflow.only().getEgressInterface());
        assertEquals("", sflow.only().getOutcome());
    }

    @Test
    void sampledPacketThatWasDroppedKeepsItsVolume() {
        sflow.receive(
                header(1)
                        .structure(
                                1,
                                s ->
                                        s.int32(1, 3, 200, 0, 0, 3, 0x4000_0000L | 258, 1)
                                                .synHeader()));
        PacketSample sample = sflow.only();
        assertEquals("drop", sample.getOutcome());
        assertEquals("drop", sample.getVerdict());
        assertEquals("BLOCKED", sample.getMitigationReason());
        assertEquals(SamplingMode.RANDOM, sample.getSamplingMode());
        assertEquals(200, sample.getSampleInterval());
        assertEquals("", sample.getEgressInterface());
        assertEquals("acl", sample.getMetadataOrThrow("drop_reason"));
    }

    @Test
    void discardedPacketIsANotification() {
        sflow.receive(
                header(1)
                        .structure(
                                DISCARDED,
                                s ->
                                        s.int32(1, 0, 3, 17, 3, 0, 261, 4)
                                                .synHeader()
                                                .structure(1036, r -> r.int32(42))
                                                .structure(
                                                        1037,
                                                        r ->
                                                                r.int32(77)
                                                                        .opaque(
                                                                                "block-all"
                                                                                        .getBytes(
                                                                                                UTF_8))
                                                                        .int32(1))
                                                .structure(
                                                        1038,
                                                        r -> r.opaque("ip_drop".getBytes(UTF_8)))));
        PacketSample sample = sflow.only();
        assertEquals(SamplingMode.NOTIFICATION, sample.getSamplingMode());
        assertEquals(1, sample.getSampleInterval());
        assertEquals("drop", sample.getVerdict());
        assertEquals("drop", sample.getOutcome());
        assertEquals("RATE_LIMITED", sample.getMitigationReason());
        assertEquals("77", sample.getRuleId());
        assertEquals("block-all", sample.getRuleName());
        assertEquals("ingress", sample.getDirection());
        assertEquals(443, sample.getDestinationPort());
        assertEquals(
                Map.of(
                        "drop_reason",
                        "traffic_shaping",
                        "egress_queue",
                        "42",
                        "drop_function",
                        "ip_drop"),
                sample.getMetadataMap());
    }

    @Test
    void reasonsMapBothWaysAndOthersKeepTheirName() {
        assertEquals("BLOCKED", DropReason.mitigationReason(258));
        assertEquals("RATE_LIMITED", DropReason.mitigationReason(261));
        assertEquals("UNEXPECTED", DropReason.mitigationReason(340));
        assertEquals("OUT_OF_SEQUENCE", DropReason.mitigationReason(346));
        assertEquals("NOT_FOUND", DropReason.mitigationReason(349));
        assertEquals("", DropReason.mitigationReason(257));
        assertEquals(
                List.of(
                        "net_unreachable",
                        "precedence_cutoff",
                        "16",
                        "255",
                        "unknown",
                        "acl",
                        "traffic_shaping"),
                List.of(0, 15, 16, 255, 256, 258, 261).stream().map(DropReason::name).toList());
        assertEquals(
                List.of(
                        "tcp_flags",
                        "tcp_invalid_sequence",
                        "tcp_close",
                        "bgp_flowspec",
                        "373",
                        "4294967295"),
                List.of(340, 346, 349, 372, 373, -1).stream().map(DropReason::name).toList());
    }

    @Test
    void sampledIpv4WithoutHeader() {
        sflow.receive(
                header(1)
                        .structure(
                                1,
                                s ->
                                        s.int32(1, 3, 200, 0, 0, 3, 5, 1)
                                                .structure(
                                                        3,
                                                        r ->
                                                                r.int32(
                                                                        1500,
                                                                        17,
                                                                        0xC6336407L,
                                                                        0xCB007109L,
                                                                        53,
                                                                        40000,
                                                                        0xFF,
                                                                        0xB9))));
        PacketSample sample = sflow.only();
        assertEquals(0x0800, sample.getEthertype());
        assertEquals(1500, sample.getBytes());
        assertEquals(1500, sample.getIpTotalLength());
        assertEquals(17, sample.getIpProtocol());
        assertEquals(53, sample.getSourcePort());
        assertEquals(40000, sample.getDestinationPort());
        assertEquals(0, sample.getTcpFlags(), "flags of a datagram mean nothing");
        assertEquals(46, sample.getIpv4Dscp());
        assertEquals(1, sample.getIpv4Ecn());
        assertEquals(IpAddresses.of(0, 0xFFFFC6336407L), sample.getSourceAddress());
    }

    @Test
    void sampledIpv6WithoutHeader() {
        sflow.receive(
                header(1)
                        .structure(
                                1,
                                s ->
                                        s.int32(1, 3, 200, 0, 0, 3, 5, 1)
                                                .structure(
                                                        4,
                                                        r ->
                                                                r.int32(
                                                                        80,
                                                                        6,
                                                                        0x20010db8L,
                                                                        0,
                                                                        0,
                                                                        1,
                                                                        0x20010db8L,
                                                                        0,
                                                                        0,
                                                                        2,
                                                                        179,
                                                                        1024,
                                                                        0x12,
                                                                        0x04))));
        PacketSample sample = sflow.only();
        assertEquals(0x86DD, sample.getEthertype());
        assertEquals(IpAddresses.of(0x20010db800000000L, 1), sample.getSourceAddress());
        assertEquals(IpAddresses.of(0x20010db800000000L, 2), sample.getDestinationAddress());
        assertEquals(0x12, sample.getTcpFlags());
        assertEquals(1, sample.getIpv6Dscp());
    }

    @Test
    void sampledEthernetAlone() {
        sflow.receive(
                header(1)
                        .structure(
                                1,
                                s ->
                                        s.int32(1, 3, 200, 0, 0, 3, 5, 1)
                                                .structure(
                                                        2, r -> r.int32(64, 0, 0, 0, 0, 0x0806))));
        assertEquals(0x0806, sflow.only().getEthertype());
        assertEquals(46, sflow.only().getBytes());
        assertEquals(0, sflow.only().getSourceAddress().size());
    }

    @Test
    void rawHeaderWinsWhereverItStands() {
        for (boolean headerFirst : new boolean[] {true, false}) {
            SflowFixture fixture = new SflowFixture();
            fixture.receive(
                    header(1)
                            .structure(
                                    1,
                                    s -> {
                                        s.int32(1, 3, 200, 0, 0, 3, 5, 3);
                                        if (headerFirst) {
                                            s.synHeader();
                                        }
                                        s.structure(3, r -> r.int32(9999, 17, 1, 2, 3, 4, 0, 0));
                                        s.structure(2, r -> r.int32(64, 0, 0, 0, 0, 0x0806));
                                        if (!headerFirst) {
                                            s.synHeader();
                                        }
                                    }));
            assertEquals(443, fixture.only().getDestinationPort());
            assertEquals(40, fixture.only().getBytes());
            assertEquals(6, fixture.only().getIpProtocol());
            assertEquals(0x0800, fixture.only().getEthertype());
        }
    }

    @Test
    void headerProtocolsOfRouters() {
        byte[] ip =
                java.util.Arrays.copyOfRange(
                        TestingDatagram.TCP_SYN, 14, TestingDatagram.TCP_SYN.length);
        assertEquals(443, portOf(11, new byte[0], ip), "IPv4");
        assertEquals(443, portOf(10, new byte[0], ip), "IP over AAL5");
        assertEquals(443, portOf(7, new byte[] {0, 0x21}, ip), "PPP");
        assertEquals(443, portOf(14, new byte[] {(byte) 0xFF, 3, 0, 0x21}, ip), "PPP over SONET");
        assertEquals(
                443, portOf(13, new byte[] {0, 1, 1, 64}, ip), "MPLS with the bottom of the stack");
        assertEquals(
                443,
                portOf(9, new byte[] {(byte) 0xAA, (byte) 0xAA, 3, 0, 0, 0, 8, 0}, ip),
                "AAL5 with LLC");
    }

    private static int portOf(int protocol, byte[] link, byte[] ip) {
        byte[] packet = new byte[link.length + ip.length];
        System.arraycopy(link, 0, packet, 0, link.length);
        System.arraycopy(ip, 0, packet, link.length, ip.length);
        SflowFixture fixture = new SflowFixture();
        fixture.receive(
                header(1)
                        .structure(
                                1,
                                s ->
                                        s.int32(1, 3, 200, 0, 0, 3, 5, 1)
                                                .structure(
                                                        1,
                                                        r ->
                                                                r.int32(protocol, packet.length, 0)
                                                                        .opaque(packet))));
        return fixture.only().getDestinationPort();
    }

    @Test
    void whatSwitchesAndRoutersKnow() {
        sflow.receive(
                header(1)
                        .structure(
                                1,
                                s ->
                                        s.int32(1, 3, 200, 0, 0, 3, 5, 4)
                                                .synHeader()
                                                .structure(
                                                        1001, r -> r.int32(154, 0, 0xFFFF_FFFFL, 0))
                                                .structure(
                                                        1002, r -> r.int32(1, 0xC0000299L, 24, 16))
                                                .structure(
                                                        1003,
                                                        r ->
                                                                r.int32(
                                                                                2,
                                                                                0x20010db8L,
                                                                                0,
                                                                                0,
                                                                                9,
                                                                                64500,
                                                                                64501,
                                                                                64502)
                                                                        .int32(
                                                                                2, 2, 2, 64503,
                                                                                64504, 1, 1, 64505,
                                                                                0, 100))));
        PacketSample sample = sflow.only();
        assertEquals(64501, sample.getSourceAsn());
        assertEquals(64505, sample.getDestinationAsn());
        assertEquals(
                Map.of(
                        "source_vlan", "154",
                        "next_hop", "192.0.2.153",
                        "source_prefix_length", "24",
                        "destination_prefix_length", "16"),
                sample.getMetadataMap());
    }

    @Test
    void emptyPathEndsInTheRoutersOwnSystem() {
        sflow.receive(
                header(1)
                        .structure(
                                1,
                                s ->
                                        s.int32(1, 3, 200, 0, 0, 3, 5, 2)
                                                .synHeader()
                                                .structure(
                                                        1003,
                                                        r ->
                                                                r.int32(
                                                                        0, 64500, 64501, 64502, 0,
                                                                        0, 100))));
        assertEquals(64500, sflow.only().getDestinationAsn());
    }

    @Test
    void countersAndStrangersAreCountedAndSkipped() {
        sflow.receive(
                header(5)
                        .structure(2, s -> s.int32(1, 3, 0))
                        .structure(4, s -> s.int32(1, 0, 3, 0))
                        .structure(9 << 12 | 1, s -> s.int32(1, 2, 3))
                        .flow(1, 200, 0)
                        .structure(
                                1,
                                s ->
                                        s.int32(2, 3, 200, 0, 0, 3, 5, 2)
                                                .structure(4413 << 12 | 1, r -> r.int32(1))
                                                .synHeader()));
        assertEquals(2, sflow.sink.samples().size());
        assertEquals(
                Map.of(
                        "forwarder.skipped exporter=192.0.2.1 input=sf what=counter_sample", 2L,
                        "forwarder.skipped exporter=192.0.2.1 input=sf what=unknown_record", 1L,
                        "forwarder.skipped exporter=192.0.2.1 input=sf what=unknown_sample", 1L),
                sflow.metrics());
    }

    @Test
    void agentWithIpv6AddressAndAgentsWithoutOne() {
        sflow.receive(
                new TestingDatagram()
                        .int32(5, 2, 0x20010db8L, 0, 0, 1, 0, 1, 0, 1)
                        .flow(1, 200, 0));
        sflow.receive(new TestingDatagram().int32(5, 1, 0, 0, 1, 0, 1).flow(1, 200, 0));
        sflow.receive(new TestingDatagram().int32(5, 1, 0x7F000001L, 0, 1, 0, 1).flow(1, 200, 0));
        assertEquals(
                List.of("2001:db8::1", "192.0.2.250", "192.0.2.250"),
                sflow.sink.samples().stream().map(PacketSample::getExporterId).toList());
    }

    @Test
    void malformedSampleCostsItselfAlone() {
        byte[] datagram =
                header(3)
                        .flow(1, 200, 0)
                        .structure(
                                1,
                                s ->
                                        s.int32(2, 3, 200, 0, 0, 3, 5, 1)
                                                .int32(1, 5000)
                                                .int32(1, 2, 3))
                        .flow(3, 200, 0)
                        .toBytes();
        sflow.receive(datagram);
        assertEquals(2, sflow.sink.samples().size());
        assertEquals(List.of("bad_length"), sflow.reasons());
        assertEquals("sample 2 of 3", sflow.sink.rejections().get(0).position());
        assertEquals(
                datagram.length,
                sflow.sink.rejections().get(0).length(),
                "the original bytes, whole");
    }

    @Test
    void everyReason() {
        assertEquals("truncated", reason(new TestingDatagram().int32(5, 1)));
        assertEquals(
                "unsupported_version", reason(new TestingDatagram().int32(4, 1, 1, 0, 1, 1, 0)));
        assertEquals("bad_agent_address", reason(new TestingDatagram().int32(5, 3, 1, 0, 1, 1, 0)));
        assertEquals("truncated", reason(header(2).flow(1, 200, 0)));
        assertEquals("bad_length", reason(header(1).int32(1, 0xFFFF_FFFFL)));
        assertEquals(
                "no_packet_record",
                reason(header(1).structure(1, s -> s.int32(1, 3, 200, 0, 0, 3, 5, 0))));
        assertEquals("unsupported_header_protocol", reason(withHeader(4, TestingDatagram.TCP_SYN)));
        assertEquals("truncated_link_header", reason(withHeader(1, new byte[6])));
        assertEquals(
                "value_out_of_range",
                reason(
                        header(1)
                                .structure(
                                        1,
                                        s ->
                                                s.int32(1, 3, 200, 0, 0, 3, 5, 1)
                                                        .structure(
                                                                3,
                                                                r ->
                                                                        r.int32(
                                                                                40, 6, 1, 2, 65536,
                                                                                4, 0, 0)))));
        assertEquals(
                "bad_length",
                reason(
                        header(1)
                                .structure(
                                        1,
                                        s ->
                                                s.int32(1, 3, 200, 0, 0, 3, 5, 2)
                                                        .synHeader()
                                                        .structure(
                                                                1003,
                                                                r ->
                                                                        r.int32(
                                                                                0,
                                                                                1,
                                                                                1,
                                                                                1,
                                                                                1,
                                                                                2,
                                                                                0x4000_0000L)))));
    }

    private static TestingDatagram withHeader(int protocol, byte[] packet) {
        return header(1)
                .structure(
                        1,
                        s ->
                                s.int32(1, 3, 200, 0, 0, 3, 5, 1)
                                        .structure(
                                                1,
                                                r ->
                                                        r.int32(protocol, packet.length, 0)
                                                                .opaque(packet)));
    }

    private static String reason(TestingDatagram datagram) {
        SflowFixture fixture = new SflowFixture();
        fixture.receive(datagram);
        assertEquals(1, fixture.reasons().size(), "one rejection a datagram");
        String reason = fixture.reasons().get(0);
        assertTrue(
                fixture.metrics().keySet().stream()
                        .anyMatch(
                                name ->
                                        name.startsWith("forwarder.malformed")
                                                && name.endsWith("reason=" + reason)),
                fixture.metrics().toString());
        return reason;
    }
}
