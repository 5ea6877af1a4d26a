package io.networkanalytics.forwarder.netflow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.networkanalytics.model.IpAddresses;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.SamplingMode;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplatesTest {

    private static final String OF = " exporter=192.0.2.1 input=nf";

    /** Source, destination, protocol, packets, bytes. */
    private static final int[] FLOW = {8, 4, 12, 4, 4, 1, 2, 4, 1, 4};

    private final NetflowFixture netflow = new NetflowFixture();

    @Test
    void everyFieldOfIpfix() {
        netflow.receive(
                TestingMessage.ipfix(0)
                        .template(
                                256, 27, 16, 28, 16, 4, 1, 5, 1, 6, 2, 7, 2, 11, 2, 1, 8, 2, 8, 153,
                                8, 10, 4, 14, 4, 16, 4, 17, 4, 61, 1, 58, 2, 59, 2, 192, 1, 31, 4,
                                34, 4)
                        .set(
                                256,
                                set ->
                                        set.u64(
                                                        0x2001_0db8_0000_0000L,
                                                        1,
                                                        0x2001_0db8_0000_0000L,
                                                        2)
                                                .u8(6, 0xB9)
                                                .u16(0x0112, 40_000, 443)
                                                .u64(5000, 9, 1_767_326_399_123L)
                                                .u32(70_000, 4, 4_200_000_000L, 64501)
                                                .u8(1)
                                                .u16(10, 20)
                                                .u8(63)
                                                .u32(0xABCDE, 512)));
        assertEquals(
                PacketSample.newBuilder()
                        .setExporterId("192.0.2.1")
                        .setObservedAtNanos(1_767_326_399_123_000_000L)
                        .setReceivedAtNanos(NetflowFixture.RECEIVED_AT)
                        .setSourceSystem("ipfix")
                        .setIngressInterface("70000")
                        .setEgressInterface("4")
                        .setDirection("egress")
                        .setSampleInterval(512)
                        .setSamplingMode(SamplingMode.RANDOM)
                        .setPackets(9)
                        .setBytes(5000)
                        .setEthertype(0x86DD)
                        .setSourceAddress(IpAddresses.of(0x2001_0db8_0000_0000L, 1))
                        .setDestinationAddress(IpAddresses.of(0x2001_0db8_0000_0000L, 2))
                        .setIpProtocol(6)
                        .setIpTtl(63)
                        .setIpv6Dscp(46)
                        .setIpv6Ecn(1)
                        .setIpv6FlowLabel(0xABCDE)
                        .setSourcePort(40_000)
                        .setDestinationPort(443)
                        .setTcpFlags(0x12)
                        .setSourceAsn((int) 4_200_000_000L)
                        .setDestinationAsn(64501)
                        .putMetadata("source_vlan", "10")
                        .putMetadata("destination_vlan", "20")
                        .build(),
                netflow.only());
        assertEquals(Map.of(), netflow.metrics());
    }

    @Test
    void version9WithPaddingAndUptime() {
        netflow.receive(
                TestingMessage.v9(2, 1)
                        .template(300, 8, 4, 12, 4, 4, 1, 2, 4, 1, 4, 21, 4)
                        .set(
                                300,
                                set ->
                                        set.u32(1, 2)
                                                .u8(17)
                                                .u32(3, 400, 99_000)
                                                .u8(0, 0, 0))); // padding
        PacketSample sample = netflow.only();
        assertEquals(1_767_326_399_000_000_000L, sample.getObservedAtNanos());
        assertEquals("", sample.getSourceSystem(), "that of the input");
        assertEquals(List.of(3L, 400L), List.of(sample.getPackets(), sample.getBytes()));
        assertEquals(0, sample.getSampleInterval(), "not told");
    }

    @Test
    void variableLengthAndEnterpriseFieldsAreSkipped() {
        netflow.receive(
                TestingMessage.ipfix(0)
                        .set(
                                2,
                                set ->
                                        set.u16(256, 6, 82, 0xFFFF, 0x8000 | 40, 0xFFFF)
                                                .u32(6871)
                                                .u16(8, 4, 0x8000 | 2, 4)
                                                .u32(29305)
                                                .u16(2, 4, 1, 4))
                        .set(
                                256,
                                set -> {
                                    set.u8(3).hex("616263").u8(255).u16(300);
                                    set.hex("ee".repeat(300)).u32(9, 5, 7, 70);
                                    set.u8(0).u8(0).u32(8, 0, 6, 60);
                                }));
        assertEquals(
                List.of("7 of 70, reverse {reverse_packets=5}", "6 of 60, reverse {}"),
                netflow.samples().stream()
                        .map(
                                s ->
                                        s.getPackets()
                                                + " of "
                                                + s.getBytes()
                                                + ", reverse "
                                                + s.getMetadataMap())
                        .toList());
    }

    @Test
    void dataBeforeItsTemplateIsNotLost() {
        netflow.receive(data(0, 1));
        netflow.receive(data(1, 2));
        assertEquals(0, netflow.samples().size());
        netflow.receive(TestingMessage.ipfix(2).template(256, FLOW));
        assertEquals(List.of(1L, 2L), packets());
        assertEquals(
                Map.of(
                        "forwarder.held" + OF, 2L,
                        "forwarder.released" + OF, 2L),
                netflow.metrics());
        netflow.receive(data(2, 3));
        assertEquals(List.of(1L, 2L, 3L), packets());
    }

    @Test
    void dataThatWaitsTooLongIsADeadLetter() {
        NetflowFixture brief =
                new NetflowFixture(
                        ConfiguredIntervals.NONE, new HeldBounds(1000, Duration.ofSeconds(10)));
        brief.receive(data(0, 1).toBytes(), NetflowFixture.SENDER, 1_000_000_000L);
        brief.receive(data(1, 2).toBytes(), NetflowFixture.SENDER, 10_000_000_000L);
        assertEquals(List.of(), brief.reasons());
        brief.receive(data(2, 3).toBytes(), NetflowFixture.SENDER, 11_000_000_001L);
        assertEquals(List.of("template_missing"), brief.reasons());
        assertEquals("template 256", brief.sink.rejections().get(0).position());
        for (int i = 3; i < 10; i++) {
            brief.receive(data(i, i).toBytes(), NetflowFixture.SENDER, 11_000_000_001L);
        }
        assertEquals(8, brief.reasons().size(), "two fit 1,000 bytes");
    }

    @Test
    void templatesAreOfOneDomainAndOnePort() {
        netflow.receive(TestingMessage.ipfix(0, 1).template(256, FLOW));
        netflow.receive(
                TestingMessage.ipfix(0, 2).template(256, 4, 1, 8, 4, 12, 4, 1, 4, 2, 4).toBytes(),
                new InetSocketAddress("192.0.2.1", 40_001),
                1);
        netflow.receive(data(0, 1, 1));
        netflow.receive(
                TestingMessage.ipfix(0, 2).set(256, set -> set.u8(17).u32(1, 2, 900, 9)).toBytes(),
                new InetSocketAddress("192.0.2.1", 40_001),
                1);
        assertEquals(List.of(1L, 9L), packets());
        assertEquals(17, netflow.samples().get(1).getIpProtocol());
    }

    @Test
    void exporterThatChangesItsPortGoesOn() {
        netflow.receive(TestingMessage.ipfix(0).template(256, FLOW));
        for (int i = 0; i < 5; i++) {
            netflow.receive(
                    data(i, i + 1).toBytes(), new InetSocketAddress("192.0.2.1", 41_000 + i), 1);
        }
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L), packets());
        assertEquals(Map.of(), netflow.metrics());
    }

    @Test
    void templateMayBeDefinedAnew() {
        netflow.receive(TestingMessage.v9(1, 1).template(256, FLOW));
        netflow.receive(TestingMessage.v9(1, 2).set(256, set -> set.u32(1, 2).u8(6).u32(10, 100)));
        netflow.receive(
                TestingMessage.v9(2, 3)
                        .template(256, 2, 4, 1, 4, 8, 4, 12, 4)
                        .set(256, set -> set.u32(11, 110, 1, 2)));
        assertEquals(List.of(10L, 11L), packets());
    }

    @Test
    void withdrawnTemplateIsForgotten() {
        netflow.receive(TestingMessage.ipfix(0).template(256, FLOW).template(257, FLOW));
        netflow.receive(TestingMessage.ipfix(0).set(2, set -> set.u16(256, 0)));
        netflow.receive(data(0, 1));
        assertEquals(List.of(), packets());
        netflow.receive(TestingMessage.ipfix(1).set(2, set -> set.u16(2, 0)));
        netflow.receive(TestingMessage.ipfix(1).set(257, set -> set.u32(1, 2).u8(6).u32(1, 100)));
        assertEquals(List.of(), packets());
        assertEquals(
                Map.of(
                        "forwarder.held" + OF,
                        2L,
                        "forwarder.held.bytes input=nf",
                        netflow.metrics().get("forwarder.held.bytes input=nf"),
                        "forwarder.skipped" + OF + " what=template_withdrawal",
                        2L),
                netflow.metrics());
    }

    @Test
    void withdrawnOptionsTemplateIsForgotten() {
        netflow.receive(
                TestingMessage.ipfix(0)
                        .template(256, FLOW)
                        .optionsTemplate(300, 1, 149, 4, 305, 4)
                        .optionsTemplate(301, 1, 149, 4, 305, 4));
        netflow.receive(TestingMessage.ipfix(0).set(3, set -> set.u16(300, 0)));
        netflow.receive(TestingMessage.ipfix(0).set(300, set -> set.u32(7, 50)));
        netflow.receive(TestingMessage.ipfix(1).set(3, set -> set.u16(3, 0)));
        netflow.receive(TestingMessage.ipfix(1).set(301, set -> set.u32(7, 60)));
        assertEquals(2, netflow.metrics().get("forwarder.held" + OF));
        netflow.receive(data(2, 4));
        assertEquals(List.of(4L), packets(), "templates of flows stay");
        assertEquals(0, netflow.samples().get(0).getSampleInterval(), "nothing was learned");
    }

    @Test
    void manyTemplatesOfOneSetAndPadding() {
        for (int version : new int[] {9, 10}) {
            TestingMessage message =
                    version == 9 ? TestingMessage.v9(4, 1) : TestingMessage.ipfix(0, 9);
            netflow.receive(
                    message.set(
                                    version == 9 ? 0 : 2,
                                    set ->
                                            set.u16(256, 3, 8, 4, 12, 4, 2, 4)
                                                    .u16(257, 3, 2, 4, 8, 4, 12, 4)
                                                    .u32(0, 0))
                            .set(
                                    version == 9 ? 1 : 3,
                                    set ->
                                            set.u16(300, version == 9 ? 4 : 2, version == 9 ? 4 : 1)
                                                    .u16(version == 9 ? 1 : 149, 4, 34, 4)
                                                    .u32(0, 0))
                            .set(256, set -> set.u32(1, 2, 11).u16(0))
                            .set(257, set -> set.u32(12, 1, 2).u8(0, 0, 0)));
        }
        assertEquals(List.of(11L, 12L, 11L, 12L), packets());
        assertEquals(List.of(), netflow.reasons());
    }

    @Test
    void badTemplatesAreRejected() {
        netflow.receive(TestingMessage.ipfix(0).template(255, FLOW));
        netflow.receive(TestingMessage.ipfix(0).set(2, set -> set.u16(256, 9, 8, 4)));
        netflow.receive(TestingMessage.ipfix(0).template(256, 8, 0));
        netflow.receive(TestingMessage.v9(1, 1).set(0, set -> set.u16(256, 0)));
        netflow.receive(TestingMessage.v9(1, 2).template(256, 8, 65535));
        netflow.receive(TestingMessage.ipfix(0).optionsTemplate(256, 0, 34, 4));
        netflow.receive(TestingMessage.v9(1, 3).set(1, set -> set.u16(256, 3, 4, 1, 4)));
        netflow.receive(TestingMessage.ipfix(0).u16(256, 3));
        netflow.receive(TestingMessage.ipfix(0).u16(256, 40));
        assertEquals(
                List.of(
                        "bad_template",
                        "truncated",
                        "bad_template",
                        "bad_template",
                        "bad_template",
                        "bad_template",
                        "bad_template",
                        "bad_length",
                        "bad_length"),
                netflow.reasons());
        assertEquals(0, netflow.samples().size());
    }

    @Test
    void aBadSetCostsItselfAlone() {
        netflow.receive(
                TestingMessage.ipfix(0)
                        .template(255, FLOW)
                        .template(256, FLOW)
                        .set(256, set -> set.u32(1, 2).u8(6).u32(4, 100)));
        assertEquals(List.of(4L), packets());
        assertEquals(List.of("bad_template"), netflow.reasons());
        assertEquals("set 1", netflow.sink.rejections().get(0).position());
    }

    private static TestingMessage data(long sequence, long packets) {
        return data(sequence, packets, 7);
    }

    private static TestingMessage data(long sequence, long packets, long domain) {
        return TestingMessage.ipfix(sequence, domain)
                .set(256, set -> set.u32(1, 2).u8(6).u32(packets, 100));
    }

    private List<Long> packets() {
        return netflow.samples().stream().map(PacketSample::getPackets).toList();
    }
}
