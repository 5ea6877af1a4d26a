package io.networkanalytics.forwarder.netflow;

import com.google.protobuf.ByteString;
import io.networkanalytics.forwarder.intake.InterfaceIndexes;
import io.networkanalytics.model.IpAddresses;
import io.networkanalytics.model.PacketSample;

/** Turns the fields of a flow record into a sample: what is known of it, and how much it was. */
final class FlowSample {

    private static final int ETHERTYPE_IPV4 = 0x0800;
    private static final int ETHERTYPE_IPV6 = 0x86DD;
    private static final int ICMP = 1;
    private static final int TCP = 6;
    private static final int ICMPV6 = 58;
    private static final int U8 = 0xFF;
    private static final int U16 = 0xFFFF;
    private static final int MAX_VLAN = 4095;
    private static final int MORE_FRAGMENTS = 0x20;
    private static final int DONT_FRAGMENT = 0x40;
    private static final long V4_MAPPED = 0xFFFF_0000_0000L;

    /**
     * What was counted since the last report, else in all, else by the one who began (firewalls),
     * else behind the device. Who counts since the last report and found nothing means it, whatever
     * the sum of all is.
     */
    private static final Field[] PACKET_COUNTS = {
        Field.PACKETS, Field.TOTAL_PACKETS, Field.INITIATOR_PACKETS, Field.POST_PACKETS
    };

    private static final Field[] OCTET_COUNTS = {
        Field.OCTETS,
        Field.TOTAL_OCTETS,
        Field.INITIATOR_OCTETS,
        Field.POST_OCTETS,
        Field.LAYER2_OCTETS
    };

    private FlowSample() {}

    /** Whether a record says who talked to whom: records of counters and statistics do not. */
    static boolean isFlow(FlowFields record) {
        return record.has(Field.SOURCE_V4)
                || record.has(Field.DESTINATION_V4)
                || record.has(Field.SOURCE_V6)
                || record.has(Field.DESTINATION_V6)
                || record.has(Field.SOURCE_PREFIX_V4)
                || record.has(Field.DESTINATION_PREFIX_V4)
                || record.has(Field.SOURCE_PREFIX_V6)
                || record.has(Field.DESTINATION_PREFIX_V6)
                || (hasCounts(record) && record.has(Field.ETHERTYPE));
    }

    /** Whether a record says how much it was. */
    static boolean hasCounts(FlowFields record) {
        return first(record, PACKET_COUNTS) != null || first(record, OCTET_COUNTS) != null;
    }

    /** Whether nothing was counted, or it was nothing: so it is with records of events. */
    static boolean isWithoutVolume(FlowFields record) {
        for (Field field : PACKET_COUNTS) {
            if (record.get(field) != 0) {
                return false;
            }
        }
        for (Field field : OCTET_COUNTS) {
            if (record.get(field) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether a record says how many packets it was, be it none. */
    static boolean hasPackets(FlowFields record) {
        return first(record, PACKET_COUNTS) != null;
    }

    /** Sets all of a flow but its time, its interval and where it was seen. */
    static void describe(FlowFields record, PacketSample.Builder sample)
            throws MalformedMessageException {
        counts(record, sample);
        int protocol = record.get(Field.PROTOCOL, U8);
        boolean v6 = addresses(record, sample);
        sample.setIpProtocol(protocol)
                .setIpTtl(record.get(record.has(Field.TTL) ? Field.TTL : Field.MINIMUM_TTL, U8))
                .setIpFragmentOffset(record.get(Field.FRAGMENT_OFFSET, 0x1FFF))
                .setIpTotalLength(record.get(Field.IP_TOTAL_LENGTH, -1));
        int service = record.get(Field.TYPE_OF_SERVICE, U8);
        int dscp = service == 0 ? record.get(Field.DSCP, 0x3F) : service >>> 2;
        if (v6) {
            sample.setIpv6Dscp(dscp)
                    .setIpv6Ecn(service & 3)
                    .setIpv6FlowLabel(record.get(Field.FLOW_LABEL, 0xF_FFFF))
                    .setIpv6Identification(record.get(Field.IDENTIFICATION, -1));
        } else {
            sample.setIpv4Dscp(dscp)
                    .setIpv4Ecn(service & 3)
                    .setIpv4Identification(record.get(Field.IDENTIFICATION, U16))
                    .setIpv4DontFragment((record.get(Field.FRAGMENT_FLAGS) & DONT_FRAGMENT) != 0);
        }
        sample.setIpMoreFragments((record.get(Field.FRAGMENT_FLAGS) & MORE_FRAGMENTS) != 0);
        if (protocol == ICMP || protocol == ICMPV6) {
            icmp(record, sample);
        } else {
            sample.setSourcePort(record.get(Field.SOURCE_PORT, U16))
                    .setDestinationPort(record.get(Field.DESTINATION_PORT, U16));
        }
        if (protocol == TCP) {
            // Of two bytes the upper one holds what is not in a flags byte (RFC 7125).
            sample.setTcpFlags(record.get(Field.TCP_FLAGS, U8));
        }
    }

    /** Sets where a flow or a packet was seen, and what was done with it. */
    static void origin(FlowFields record, InterfaceIndexes indexes, PacketSample.Builder sample) {
        int ingress = interfaceIndex(record, Field.INGRESS, Field.PHYSICAL_INGRESS);
        int egress = interfaceIndex(record, Field.EGRESS, Field.PHYSICAL_EGRESS);
        sample.setIngressInterface(ingress == 0 ? "" : indexes.name(ingress))
                .setEgressInterface(egress == 0 ? "" : indexes.name(egress))
                .setSourceAsn(record.get(Field.SOURCE_AS, -1))
                .setDestinationAsn(record.get(Field.DESTINATION_AS, -1));
        if (record.has(Field.DIRECTION)) {
            int direction = record.get(Field.DIRECTION, U8);
            sample.setDirection(direction == 0 ? "ingress" : direction == 1 ? "egress" : "");
        }
        metadata(record, Field.VLAN, MAX_VLAN, "source_vlan", sample);
        metadata(record, Field.POST_VLAN, MAX_VLAN, "destination_vlan", sample);
        ForwardingStatus.apply(record.get(Field.FORWARDING_STATUS, U8), sample);
        ForwardingStatus.applyFirewall(record.get(Field.FIREWALL_EVENT, U8), sample);
    }

    /**
     * A count that is 0 stays 0: the record stands for no packet. One that is not there is 1, since
     * the flow was seen. The other direction of a biflow (RFC 5103; firewalls: of the one who
     * answered) is a note: the sample is what its addresses say.
     */
    private static void counts(FlowFields record, PacketSample.Builder sample)
            throws MalformedMessageException {
        sample.setPackets(hasPackets(record) ? count(record, PACKET_COUNTS) : 1)
                .setBytes(count(record, OCTET_COUNTS));
        metadata(record, Field.RESPONDER_PACKETS, Long.MAX_VALUE, "reverse_packets", sample);
        metadata(record, Field.RESPONDER_OCTETS, Long.MAX_VALUE, "reverse_bytes", sample);
        metadata(record, Field.REVERSE_PACKETS, Long.MAX_VALUE, "reverse_packets", sample);
        metadata(record, Field.REVERSE_OCTETS, Long.MAX_VALUE, "reverse_bytes", sample);
    }

    private static long count(FlowFields record, Field[] inOrder) throws MalformedMessageException {
        Field field = first(record, inOrder);
        long count = field == null ? 0 : record.get(field);
        if (count < 0) {
            throw MalformedMessageException.OUT_OF_RANGE;
        }
        return count;
    }

    private static Field first(FlowFields record, Field[] inOrder) {
        for (Field field : inOrder) {
            if (record.has(field)) {
                return field;
            }
        }
        return null;
    }

    /**
     * Returns whether the flow is one of IPv6. Records with room for both families leave one empty.
     */
    private static boolean addresses(FlowFields record, PacketSample.Builder sample) {
        boolean v6 =
                record.get(Field.IP_VERSION) != 0
                        ? record.get(Field.IP_VERSION) == 6
                        : record.hasAddress(Field.SOURCE_V6)
                                || record.hasAddress(Field.DESTINATION_V6)
                                || (!record.has(Field.SOURCE_V4)
                                        && (record.has(Field.SOURCE_V6)
                                                || record.has(Field.SOURCE_PREFIX_V6)));
        ByteString source =
                v6
                        ? v6(record, Field.SOURCE_V6, Field.SOURCE_PREFIX_V6)
                        : v4(record, Field.SOURCE_V4, Field.SOURCE_PREFIX_V4);
        ByteString destination =
                v6
                        ? v6(record, Field.DESTINATION_V6, Field.DESTINATION_PREFIX_V6)
                        : v4(record, Field.DESTINATION_V4, Field.DESTINATION_PREFIX_V4);
        sample.setSourceAddress(source).setDestinationAddress(destination);
        boolean ip = !source.isEmpty() || !destination.isEmpty();
        sample.setEthertype(
                !ip ? record.get(Field.ETHERTYPE, U16) : v6 ? ETHERTYPE_IPV6 : ETHERTYPE_IPV4);
        return v6;
    }

    private static ByteString v4(FlowFields record, Field address, Field prefix) {
        Field field = record.has(address) ? address : prefix;
        return record.has(field)
                ? IpAddresses.of(0, V4_MAPPED | (record.get(field) & 0xFFFF_FFFFL))
                : ByteString.EMPTY;
    }

    private static ByteString v6(FlowFields record, Field address, Field prefix) {
        Field field = record.has(address) ? address : prefix;
        return record.has(field) ? record.address(field) : ByteString.EMPTY;
    }

    /** Type and code, alone or together; older exporters put both into the destination port. */
    private static void icmp(FlowFields record, PacketSample.Builder sample) {
        int both = record.get(Field.ICMP_TYPE_CODE, U16);
        if (both == 0 && !record.has(Field.ICMP_TYPE)) {
            both = record.get(Field.DESTINATION_PORT, U16);
        }
        sample.setIcmpType(
                        record.has(Field.ICMP_TYPE) ? record.get(Field.ICMP_TYPE, U8) : both >>> 8)
                .setIcmpCode(
                        record.has(Field.ICMP_CODE) ? record.get(Field.ICMP_CODE, U8) : both & U8);
    }

    private static int interfaceIndex(FlowFields record, Field logical, Field physical) {
        return record.get(record.get(logical) == 0 ? physical : logical, -1);
    }

    private static void metadata(
            FlowFields record, Field field, long max, String key, PacketSample.Builder sample) {
        long value = record.get(field);
        if (value > 0 && value <= max) {
            sample.putMetadata(key, Long.toString(value));
        }
    }
}
