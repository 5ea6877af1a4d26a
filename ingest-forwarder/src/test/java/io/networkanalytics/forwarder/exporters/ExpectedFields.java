package io.networkanalytics.forwarder.exporters;

import com.google.protobuf.ByteString;
import io.networkanalytics.model.PacketSample;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Which field of ours says the same as one of the other decoder's, both as text; and which of
 * theirs a sample does not have, with the reason.
 */
final class ExpectedFields {

    private static final int IPV6_HEADER_BYTES = 40;
    private static final String TCP_FLAGS = "CEUAPRSF";

    /** One of their fields against ours. */
    record Comparison(
            Function<PacketSample, String> ours, Function<ExpectedRecord, String> theirs) {}

    private final Map<String, Comparison> compared = new HashMap<>();
    private final Map<String, String> left = new HashMap<>();

    /**
     * @param exportNanos when a datagram of NetFlow version 5 was sent, by its header: they show
     *     the times of flows as uptime alone
     */
    ExpectedFields(long exportNanos) {
        packet();
        flow(exportNanos);
        sflow();
        leave(
                "the exporter's own numbers, clocks and names, which are not of the packet",
                "agent_subid engine_id engine_type flows seq_number sys_uptime in_total_packets.sflow");
        leave("a flow's time is its end", "first_switched flow_start_ms");
        leave("why the exporter reported now says nothing of the flow", "flow_end_reason");
        leave("routing of flows is not kept", "src_mask dst_mask next_hop");
        leave("of another enterprise (YAF)", "type_6871_40 type_6871_21 type_6871_rev_40");
        leave(
                "the other direction of a biflow is a note with its packets and bytes alone",
                "type_29305_5 type_29305_58");
        leave("counted for the exporter, no property of a sample", "sampling_drops");
        leave("always 5 here; options are not kept", "ipv4_inet_header_len");
        leave("a constant: every sample is of Ethernet here", "l2_protocol");
        leave(
                "priorities and the frame's length and addresses are not kept",
                "vlan_src_priority vlan_dst_priority l2_bytes in_src_mac out_dst_mac");
        leave(
                "their length of the last header that they know, UDP's where it is UDP",
                "ip_total_len");
    }

    private void packet() {
        text("src", s -> address(s.getSourceAddress()));
        text("dst", s -> address(s.getDestinationAddress()));
        number("src_port", PacketSample::getSourcePort);
        number("dst_port", PacketSample::getDestinationPort);
        compare(
                "protocol",
                s -> protocol(s.getIpProtocol()),
                // They stop at IPv6's first extension header.
                e -> e.get("protocol").equals("hopopt") ? "ipv6-icmp" : e.get("protocol"));
        number("ttl", PacketSample::getIpTtl);
        number("ipv4_id", PacketSample::getIpv4Identification);
        number("ipv4_total_len", PacketSample::getIpTotalLength);
        number("ipv6_total_len", s -> s.getIpTotalLength() - IPV6_HEADER_BYTES);
        number("fragment_offset", PacketSample::getIpFragmentOffset);
        text(
                "fragment_flags",
                s ->
                        "....."
                                + (s.getIpMoreFragments() ? 'M' : '.')
                                + (s.getIpv4DontFragment() ? 'D' : '.')
                                + '.');
        text("datalink_frame_type", s -> s.getEthertype() == 0x86DD ? "IPv6" : "IPv4");
        compare("src_tos", s -> Integer.toString(service(s)), e -> number(e.get("src_tos")));
        text("tcp_flags", s -> flags(s.getTcpFlags()));
        number("icmp_type", PacketSample::getIcmpType);
        number("icmp_code", PacketSample::getIcmpCode);
    }

    private void flow(long exportNanos) {
        for (String octets : new String[] {"in_bytes", "in_total_bytes"}) {
            number(octets, PacketSample::getBytes);
        }
        number("in_packets", PacketSample::getPackets);
        number("in_total_packets", PacketSample::getPackets);
        number("flow_end_ms", s -> s.getObservedAtNanos() / 1_000_000);
        compare(
                "last_switched",
                s -> Long.toString((exportNanos - s.getObservedAtNanos()) / 1_000_000),
                e ->
                        Long.toString(
                                Long.parseLong(e.get("sys_uptime"))
                                        - Long.parseLong(e.get("last_switched"))));
        number("bgp_src_as", s -> Integer.toUnsignedLong(s.getSourceAsn()));
        number("bgp_dst_as", s -> Integer.toUnsignedLong(s.getDestinationAsn()));
        number("sampling_interval", s -> Integer.toUnsignedLong(s.getSampleInterval()));
        text("fwd_status", s -> s.getOutcome().isEmpty() ? "unknown" : s.getOutcome());
        text("fwd_reason", s -> s.getMetadataOrDefault("drop_reason", "unknown"));
        metadata("type_29305_86", "reverse_packets");
        metadata("type_29305_85", "reverse_bytes");
        metadata("vlan_src", "source_vlan");
        metadata("vlan_dst", "destination_vlan");
        text("out_snmp", s -> s.getEgressInterface().isEmpty() ? "0" : s.getEgressInterface());
        text("in_snmp", s -> s.getIngressInterface().isEmpty() ? "0" : s.getIngressInterface());
    }

    private void sflow() {
        // Theirs is the data source; where it is neither input nor output, a sample has it not.
        compare(
                "in_snmp.sflow",
                s ->
                        switch (s.getDirection()) {
                            case "ingress" -> s.getIngressInterface();
                            case "egress" -> s.getEgressInterface();
                            default -> "";
                        },
                e -> e.get("in_snmp"));
        text("agent_ip", PacketSample::getExporterId);
        // Theirs is the agent's of a notification without a packet.
        compare(
                "ip_version",
                s -> s.getEthertype() == 0x86DD ? "IPv6" : "IPv4",
                e -> e.get("ip_version"));
        // Theirs is egress wherever the source is not the input.
        compare(
                "direction",
                s -> s.getDirection().isEmpty() ? "egress" : s.getDirection(),
                e -> e.get("direction"));
        metadata("out_queue", "egress_queue");
        compare(
                "reason",
                s -> s.getMetadataOrDefault("drop_reason", ""),
                e -> e.get("reason").equals("1") ? "host_unreachable" : e.get("reason"));
    }

    /** Compares a field; returns null if both say the same, else what differs. */
    String difference(String field, PacketSample ours, ExpectedRecord theirs) {
        if (left.containsKey(key(field, theirs))) {
            return null;
        }
        Comparison comparison = compared.get(key(field, theirs));
        if (comparison == null) {
            return field + ": neither compared nor listed with a reason";
        }
        String actual = comparison.ours().apply(ours);
        if (field.equals("in_snmp") && theirs.isSflow() && ours.getDirection().isEmpty()) {
            return null;
        }
        String expected = comparison.theirs().apply(theirs);
        return actual.equals(expected)
                ? null
                : field + ": ours " + actual + ", theirs " + theirs.get(field);
    }

    boolean isCompared(String field, ExpectedRecord of) {
        return !left.containsKey(key(field, of));
    }

    /** Some names mean another thing in sFlow. */
    private String key(String field, ExpectedRecord of) {
        String ofSflow = field + ".sflow";
        boolean other = left.containsKey(ofSflow) || compared.containsKey(ofSflow);
        return of.isSflow() && other ? ofSflow : field;
    }

    private void leave(String reason, String fields) {
        for (String field : fields.split(" ", -1)) {
            left.put(field, reason);
        }
    }

    private void compare(
            String field,
            Function<PacketSample, String> ours,
            Function<ExpectedRecord, String> theirs) {
        compared.put(field, new Comparison(ours, theirs));
    }

    private void text(String field, Function<PacketSample, String> ours) {
        compare(field, ours, e -> e.get(field));
    }

    private void number(String field, Function<PacketSample, ? extends Number> ours) {
        compare(field, s -> ours.apply(s).toString(), e -> number(e.get(field)));
    }

    private void metadata(String field, String key) {
        compare(field, s -> s.getMetadataOrDefault(key, "0"), e -> number(e.get(field)));
    }

    private static String number(String text) {
        return Long.toString(Long.decode(text));
    }

    private static int service(PacketSample s) {
        return (s.getIpv4Dscp() | s.getIpv6Dscp()) << 2 | s.getIpv4Ecn() | s.getIpv6Ecn();
    }

    private static String flags(int bits) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < TCP_FLAGS.length(); i++) {
            text.append((bits & 0x80 >>> i) == 0 ? '.' : TCP_FLAGS.charAt(i));
        }
        return text.toString();
    }

    private static String protocol(int number) {
        return switch (number) {
            case 6 -> "tcp";
            case 17 -> "udp";
            case 58 -> "ipv6-icmp";
            default -> Integer.toString(number);
        };
    }

    private static String address(ByteString bytes) {
        try {
            String text = InetAddress.getByAddress(bytes.toByteArray()).getHostAddress();
            return text.contains(":") ? text.replaceFirst("(^|:)0(:0)+(:|$)", "::") : text;
        } catch (UnknownHostException e) {
            return bytes.toString();
        }
    }
}
