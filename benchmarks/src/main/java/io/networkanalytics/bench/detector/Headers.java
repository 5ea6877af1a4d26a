package io.networkanalytics.bench.detector;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.networkanalytics.model.PacketSample;
import java.util.random.RandomGenerator;

/** Header fields of made packets, as {@code PacketDecoder} would read them. */
final class Headers {

    static final int PREFIX_BYTES = 32;
    static final int UDP_BYTES = 8;

    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int TCP_BYTES = 20;
    private static final int MTU = 1500;

    private Headers() {}

    /** The IP header of a packet with so many bytes behind it. */
    static void ip(PacketSample.Builder packet, boolean ipv6, int protocol, int bytesBehind) {
        int header = ipv6 ? 40 : 20;
        packet.setEthertype(ipv6 ? 0x86dd : 0x0800)
                .setIpProtocol(protocol)
                .setIpHeaderLength(header)
                .setIpTotalLength(header + bytesBehind)
                .setBytes(header + (long) bytesBehind)
                .setPackets(1);
    }

    /** The IP header of a fragment. */
    static void fragment(
            PacketSample.Builder packet,
            boolean ipv6,
            int protocol,
            int bytesBehind,
            int offset,
            boolean more) {
        int extension = ipv6 ? 8 : 0;
        ip(packet, ipv6, protocol, bytesBehind + extension);
        packet.setIpHeaderLength(packet.getIpHeaderLength() + extension)
                .setIpFragmentOffset(offset)
                .setIpMoreFragments(more);
        if (ipv6) {
            packet.setIpv6ExtensionHeaders("44");
        }
    }

    /** What fits into one fragment, a multiple of 8. */
    static int fragmentBytes(boolean ipv6) {
        return (MTU - (ipv6 ? 48 : 20)) / 8 * 8;
    }

    /** A UDP packet but its prefix. */
    static void udp(
            PacketSample.Builder packet, boolean ipv6, int source, int destination, int payload) {
        ip(packet, ipv6, UDP, UDP_BYTES + payload);
        packet.setSourcePort(source).setDestinationPort(destination).setUdpPayloadLength(payload);
    }

    /** A TCP packet but its ports. */
    static void tcp(
            PacketSample.Builder packet, boolean ipv6, int flags, int optionBytes, int payload) {
        ip(packet, ipv6, TCP, TCP_BYTES + optionBytes + payload);
        packet.setTcpFlags(flags).setTcpDataOffset(TCP_BYTES + optionBytes);
    }

    /** The options that Linux sends in a SYN: 20 bytes. */
    static void synOptions(PacketSample.Builder packet) {
        packet.setTcpMss(1460)
                .setTcpWindowScale(7)
                .setTcpSackPermitted(true)
                .setTcpOptions("2,4,8,1,3");
    }

    /** Random bytes, as many as a sample keeps of such a payload. */
    static ByteString noise(RandomGenerator random, int payload) {
        byte[] bytes = new byte[Math.min(PREFIX_BYTES, payload)];
        random.nextBytes(bytes);
        return UnsafeByteOperations.unsafeWrap(bytes);
    }
}
