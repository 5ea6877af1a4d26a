package io.networkanalytics.forwarder.sflow;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.networkanalytics.forwarder.reference.SourceFields;
import io.networkanalytics.forwarder.reference.Variation;
import io.networkanalytics.model.PacketSample;
import java.util.List;
import java.util.function.Consumer;

/** The structures of sFlow version 5, field by field, named as in their definition. */
public final class SflowFields {

    private static final int TCP = 6;

    /** Format 1 and a reason, in place of an interface. */
    private static final long DISCARDED = 1L << 32 | 258;

    /** A gap in one alone tells nothing: agents number in several ways. */
    private static final String NUMBERS = "gaps in sequence_number of datagrams and samples";

    private SflowFields() {}

    public static SourceFields observed() {
        SourceFields found = new SourceFields();
        found.observe(SflowFields::flow);
        found.observe(SflowFields::flowExpanded);
        found.observe(SflowFields::gaps);
        found.observe(SflowFields::discarded);
        found.observe(SflowFields::agentWithoutAddress);
        found.observe(f -> packet(2, r -> ethernet(f, r)));
        found.observe(f -> packet(3, r -> ipv4(f, r, f.of("sampled_ipv4.protocol", 17, 132))));
        found.observe(f -> packet(3, r -> ipv4(f, r, TCP)));
        found.observe(f -> packet(4, r -> ipv6(f, r, f.of("sampled_ipv6.protocol", 17, 132))));
        found.observe(f -> packet(4, r -> ipv6(f, r, TCP)));
        found.observe(f -> packet(1, r -> header(f, r)));
        found.observe(f -> extended(1001, r -> vlans(f, r)));
        found.observe(f -> extended(1002, r -> router(f, r)));
        found.observe(f -> extended(1003, r -> gateway(f, r)));
        found.observe(f -> extended(1036, r -> r.int32(f.of("extended_egress_queue.queue", 4))));
        found.observe(f -> extended(1037, r -> acl(f, r)));
        return found.observe(
                f -> extended(1038, r -> text(r, f.text("extended_function.symbol", "a", "b"))));
    }

    private static List<PacketSample> samples(TestingDatagram... datagrams) {
        SflowFixture sflow = new SflowFixture();
        for (TestingDatagram datagram : datagrams) {
            sflow.receive(datagram);
        }
        if (!sflow.sink.rejections().isEmpty()) {
            throw new AssertionError(sflow.reasons());
        }
        return sflow.sink.samples();
    }

    private static List<PacketSample> flow(Variation f) {
        return samples(
                new TestingDatagram()
                        .int32(
                                5,
                                1,
                                f.of("sample_datagram_v5.agent_address", 0xC0000201L),
                                f.of("sample_datagram_v5.sub_agent_id", 0),
                                1,
                                f.of("sample_datagram_v5.uptime", 5000),
                                1)
                        .structure(
                                1,
                                s ->
                                        s.int32(
                                                        1,
                                                        f.of("flow_sample.source_id", 3, 9, 5),
                                                        f.of("flow_sample.sampling_rate", 1, 100),
                                                        f.of("flow_sample.sample_pool", 100),
                                                        0,
                                                        f.of("flow_sample.input", 3),
                                                        f.of(
                                                                "flow_sample.output",
                                                                5,
                                                                6,
                                                                1 << 30 | 258),
                                                        1)
                                                .synHeader()));
    }

    private static List<PacketSample> flowExpanded(Variation f) {
        return samples(
                TestingDatagram.header(1, 5000, 1)
                        .structure(
                                3,
                                s ->
                                        s.int32(
                                                        1,
                                                        0,
                                                        f.of(
                                                                "flow_sample_expanded.source_id",
                                                                3,
                                                                9,
                                                                5),
                                                        f.of(
                                                                "flow_sample_expanded.sampling_rate",
                                                                1,
                                                                100),
                                                        f.of(
                                                                "flow_sample_expanded.sample_pool",
                                                                100),
                                                        0,
                                                        0,
                                                        f.of("flow_sample_expanded.input", 3),
                                                        f.of(
                                                                        "flow_sample_expanded.output",
                                                                        5,
                                                                        6,
                                                                        DISCARDED)
                                                                >>> 32,
                                                        f.of(
                                                                "flow_sample_expanded.output",
                                                                5,
                                                                6,
                                                                DISCARDED),
                                                        1)
                                                .synHeader()));
    }

    /** Numbers that tell of loss mean something beside those before them. */
    private static List<PacketSample> gaps(Variation f) {
        return samples(
                TestingDatagram.header(1, 5000, 1).flow(1, 100, 0),
                TestingDatagram.header(f.of(NUMBERS, 2, 5), 6000, 1)
                        .flow(f.of(NUMBERS, 2, 5), 100, f.of("flow_sample.drops", 0, 7)));
    }

    private static List<PacketSample> discarded(Variation f) {
        return samples(
                TestingDatagram.header(1, 5000, 1)
                        .structure(
                                5,
                                s ->
                                        s.int32(
                                                        f.of("discarded_packet.sequence_number", 1),
                                                        0,
                                                        f.of("discarded_packet.source_id", 3, 9),
                                                        f.of("discarded_packet.drops", 0),
                                                        f.of("discarded_packet.inputifindex", 3),
                                                        f.of("discarded_packet.outputifindex", 5),
                                                        f.of("discarded_packet.reason", 258, 261),
                                                        1)
                                                .synHeader()));
    }

    private static List<PacketSample> agentWithoutAddress(Variation f) {
        return new SflowFixture(
                        "192.0.2." + f.of("UDP source address, of an agent without its own", 1))
                .receive(new TestingDatagram().int32(5, 1, 0, 0, 1, 5000, 1).flow(1, 100, 0))
                .sink
                .samples();
    }

    /** A sample whose only record describes the packet. */
    private static List<PacketSample> packet(int format, Consumer<TestingDatagram> record) {
        return samples(
                TestingDatagram.header(1, 5000, 1)
                        .structure(
                                1,
                                s -> s.int32(1, 3, 100, 0, 0, 3, 5, 1).structure(format, record)));
    }

    /** A sample with a further record. */
    private static List<PacketSample> extended(int format, Consumer<TestingDatagram> record) {
        return samples(
                TestingDatagram.header(1, 5000, 1)
                        .structure(
                                1,
                                s ->
                                        s.int32(1, 9, 100, 0, 0, 3, 5, 2)
                                                .synHeader()
                                                .structure(format, record)));
    }

    private static void ethernet(Variation f, TestingDatagram record) {
        record.int32(
                f.of("sampled_ethernet.length", 64),
                f.of("sampled_ethernet.src_mac", 1),
                0,
                f.of("sampled_ethernet.dst_mac", 1),
                0,
                f.of("sampled_ethernet.type", 0x0806));
    }

    private static void ipv4(Variation f, TestingDatagram record, long protocol) {
        record.int32(
                f.of("sampled_ipv4.length", 40),
                protocol,
                f.of("sampled_ipv4.src_ip", 1),
                f.of("sampled_ipv4.dst_ip", 2),
                f.of("sampled_ipv4.src_port", 3),
                f.of("sampled_ipv4.dst_port", 4));
        tail(record, f, "sampled_ipv4.tcp_flags", "sampled_ipv4.tos");
    }

    private static void tail(TestingDatagram record, Variation f, String flags, String service) {
        record.int32(f.of(flags, 2), f.of(service, 4, 9));
    }

    private static void ipv6(Variation f, TestingDatagram record, long protocol) {
        record.int32(
                f.of("sampled_ipv6.length", 80),
                protocol,
                0,
                0,
                0,
                f.of("sampled_ipv6.src_ip", 1),
                0,
                0,
                0,
                f.of("sampled_ipv6.dst_ip", 2),
                f.of("sampled_ipv6.src_port", 3),
                f.of("sampled_ipv6.dst_port", 4));
        tail(record, f, "sampled_ipv6.tcp_flags", "sampled_ipv6.priority");
    }

    /** Of a frame without IP, whose length is told by nothing else. */
    private static void header(Variation f, TestingDatagram record) {
        byte[] frame = new byte[60];
        frame[12] = 0x08;
        frame[13] = 0x06;
        record.int32(
                        1,
                        f.of("sampled_header.frame_length", 1000),
                        f.of("sampled_header.stripped", 4))
                .opaque(frame);
    }

    private static void vlans(Variation f, TestingDatagram record) {
        record.int32(
                f.of("extended_switch.src_vlan", 1),
                f.of("extended_switch.src_priority", 1),
                f.of("extended_switch.dst_vlan", 1),
                f.of("extended_switch.dst_priority", 1));
    }

    private static void router(Variation f, TestingDatagram record) {
        record.int32(
                1,
                f.of("extended_router.nexthop", 1),
                f.of("extended_router.src_mask_len", 1),
                f.of("extended_router.dst_mask_len", 1));
    }

    private static void gateway(Variation f, TestingDatagram record) {
        record.int32(
                1,
                f.of("extended_gateway.nexthop", 1),
                f.of("extended_gateway.as", 64500),
                f.of("extended_gateway.src_as", 64501),
                f.of("extended_gateway.src_peer_as", 64502),
                1,
                2,
                1,
                f.of("extended_gateway.dst_as_path", 64503),
                1,
                f.of("extended_gateway.communities", 1),
                f.of("extended_gateway.localpref", 1));
    }

    private static void acl(Variation f, TestingDatagram record) {
        record.int32(f.of("extended_acl.number", 7));
        text(record, f.text("extended_acl.name", "a", "b"));
        record.int32(f.of("extended_acl.direction", 1));
    }

    private static void text(TestingDatagram record, String text) {
        record.opaque(text.getBytes(UTF_8));
    }
}
