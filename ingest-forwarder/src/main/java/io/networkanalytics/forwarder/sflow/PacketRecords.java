package io.networkanalytics.forwarder.sflow;

import io.networkanalytics.model.IpAddresses;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.packet.DecodeResult;
import io.networkanalytics.model.packet.LinkType;
import io.networkanalytics.model.packet.PacketDecoder;

/**
 * Reads the records that describe the packet itself. The captured header says most and wins over
 * the others, wherever it stands; after it an IP record wins over an Ethernet record.
 */
final class PacketRecords {

    private static final int ETHERTYPE_IPV4 = 0x0800;
    private static final int ETHERTYPE_IPV6 = 0x86DD;
    private static final long V4_MAPPED = 0xFFFF_0000_0000L;
    private static final int PROTOCOL_TCP = 6;

    /** Destination, source, type, and the check sequence behind the payload. */
    private static final int ETHERNET_BYTES = 18;

    private static final int MAX_PORT = 0xFFFF;

    static final MalformedDatagramException UNSUPPORTED_HEADER =
            new MalformedDatagramException("unsupported_header_protocol");
    static final MalformedDatagramException OUT_OF_RANGE =
            new MalformedDatagramException("value_out_of_range");

    private static final MalformedDatagramException[] PACKET_FAULTS = packetFaults();

    private final PacketDecoder decoder;
    private boolean headerSeen;
    private boolean ipSeen;

    PacketRecords(boolean withHeaderBytes) {
        this.decoder = new PacketDecoder(withHeaderBytes);
    }

    void begin() {
        headerSeen = false;
        ipSeen = false;
    }

    /** Raw packet header (format 1): header protocol, frame length, stripped bytes, header. */
    void readHeader(XdrCursor in, PacketSample.Builder sample) throws MalformedDatagramException {
        LinkType link = linkType(in.int32());
        long frameBytes = in.unsigned32();
        // What the device took off before it sampled (trailing check sequence, outer tags) is not
        // in
        // the header, but it is in the frame length.
        long strippedBytes = in.unsigned32();
        int captured = in.length();
        int at = in.opaque(captured);
        long wireBytes =
                Math.min(Integer.MAX_VALUE, Math.max(captured, frameBytes - strippedBytes));
        if (ipSeen) {
            sample.clearSourcePort().clearDestinationPort().clearTcpFlags();
        }
        DecodeResult result =
                decoder.decode(link, in.buffer(), at, captured, (int) wireBytes, sample);
        if (result.malformed()) {
            throw PACKET_FAULTS[result.ordinal()];
        }
        headerSeen = true;
    }

    /** Sampled Ethernet (format 2): length with check sequence, source, destination, type. */
    void readEthernet(XdrCursor in, PacketSample.Builder sample) throws MalformedDatagramException {
        long frameBytes = in.unsigned32();
        in.skip(16); // two MAC addresses of 6 bytes, each padded to 8
        int ethertype = in.int32();
        if (headerSeen || ipSeen) {
            return;
        }
        sample.setEthertype(inRange(ethertype, 0xFFFF))
                .setPackets(1)
                .setBytes(Math.max(0, frameBytes - ETHERNET_BYTES));
    }

    /** Sampled IPv4 (format 3): length, protocol, addresses, ports, TCP flags, type of service. */
    void readIpv4(XdrCursor in, PacketSample.Builder sample) throws MalformedDatagramException {
        int length = in.int32();
        int protocol = in.int32();
        long source = in.unsigned32();
        long destination = in.unsigned32();
        int sourcePort = in.int32();
        int destinationPort = in.int32();
        int tcpFlags = in.int32();
        int typeOfService = in.int32() & 0xFF;
        if (headerSeen) {
            return;
        }
        ip(sample, ETHERTYPE_IPV4, length, protocol);
        transport(sample, protocol, sourcePort, destinationPort, tcpFlags);
        sample.setSourceAddress(IpAddresses.of(0, V4_MAPPED | source))
                .setDestinationAddress(IpAddresses.of(0, V4_MAPPED | destination))
                .setIpv4Dscp(typeOfService >>> 2)
                .setIpv4Ecn(typeOfService & 3);
    }

    /** Sampled IPv6 (format 4): as for IPv4, with the traffic class as priority. */
    void readIpv6(XdrCursor in, PacketSample.Builder sample) throws MalformedDatagramException {
        int length = in.int32();
        int protocol = in.int32();
        long sourceHigh = int64(in);
        long sourceLow = int64(in);
        long destinationHigh = int64(in);
        long destinationLow = int64(in);
        int sourcePort = in.int32();
        int destinationPort = in.int32();
        int tcpFlags = in.int32();
        int priority = in.int32() & 0xFF;
        if (headerSeen) {
            return;
        }
        ip(sample, ETHERTYPE_IPV6, length, protocol);
        transport(sample, protocol, sourcePort, destinationPort, tcpFlags);
        sample.setSourceAddress(IpAddresses.of(sourceHigh, sourceLow))
                .setDestinationAddress(IpAddresses.of(destinationHigh, destinationLow))
                .setIpv6Dscp(priority >>> 2)
                .setIpv6Ecn(priority & 3);
    }

    private void ip(PacketSample.Builder sample, int ethertype, int length, int protocol)
            throws MalformedDatagramException {
        ipSeen = true;
        sample.setEthertype(ethertype)
                .setPackets(1)
                .setBytes(Integer.toUnsignedLong(length))
                .setIpTotalLength(length)
                .setIpProtocol(inRange(protocol, 0xFF));
    }

    private static void transport(
            PacketSample.Builder sample,
            int protocol,
            int sourcePort,
            int destinationPort,
            int tcpFlags)
            throws MalformedDatagramException {
        sample.setSourcePort(inRange(sourcePort, MAX_PORT))
                .setDestinationPort(inRange(destinationPort, MAX_PORT));
        if (protocol == PROTOCOL_TCP) {
            sample.setTcpFlags(tcpFlags & 0xFF);
        }
    }

    private static int inRange(int value, int limit) throws MalformedDatagramException {
        if (value < 0 || value > limit) {
            throw OUT_OF_RANGE;
        }
        return value;
    }

    private static long int64(XdrCursor in) throws MalformedDatagramException {
        return in.unsigned32() << 32 | in.unsigned32();
    }

    /** The header protocols of sFlow version 5; those without IP in them are not decoded. */
    private static LinkType linkType(int headerProtocol) throws MalformedDatagramException {
        return switch (headerProtocol) {
            case 1 -> LinkType.ETHERNET;
            case 7, 14 -> LinkType.PPP; // 14: PPP over SONET/SDH, with HDLC framing
            case 9 -> LinkType.LLC; // AAL5: LLC encapsulation (RFC 2684)
            case 10, 11, 12 -> LinkType.RAW_IP; // 10: IP over AAL5
            case 13 -> LinkType.MPLS;
            case 15 -> LinkType.IEEE802_11;
            default -> throw UNSUPPORTED_HEADER;
        };
    }

    private static MalformedDatagramException[] packetFaults() {
        DecodeResult[] results = DecodeResult.values();
        MalformedDatagramException[] faults = new MalformedDatagramException[results.length];
        for (DecodeResult result : results) {
            faults[result.ordinal()] =
                    new MalformedDatagramException(result.text().replace(' ', '_'));
        }
        return faults;
    }
}
