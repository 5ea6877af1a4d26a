package io.networkanalytics.model.packet;

import com.google.protobuf.UnsafeByteOperations;
import io.networkanalytics.model.PacketSample;

/**
 * What follows the IP header, as its protocol says. A capture that ends early gives the fields that
 * are wholly there; the ports are the first four bytes, so they nearly always are.
 */
final class Transport {
    static final int MAX_PAYLOAD_PREFIX = 32;

    private static final int ICMP = 1;
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int DCCP = 33;
    private static final int GRE = 47;
    private static final int AUTHENTICATION = 51;
    private static final int ICMPV6 = 58;
    private static final int SCTP = 132;
    private static final int UDP_LITE = 136;

    private static final int UDP_HEADER = 8;
    private static final int SCTP_HEADER = 12;
    private static final int ICMP_HEADER = 8;
    private static final int DCCP_MIN_HEADER = 12;

    private Transport() {}

    /**
     * @param frame at the first byte behind the IP header
     * @param packetEnd where the IP packet ends by its own length, captured or not
     * @param laterFragment not the first fragment, so that no header is here
     */
    static void decode(
            Frame frame,
            int protocol,
            int packetEnd,
            boolean laterFragment,
            PacketSample.Builder target) {
        if (laterFragment) {
            payload(frame, frame.position, frame.end, target);
            return;
        }
        switch (protocol) {
            case TCP -> TcpHeader.decode(frame, target);
            case UDP -> udp(frame, packetEnd, target);
            case UDP_LITE -> udpLite(frame, packetEnd, target);
            case SCTP -> {
                ports(frame, target);
                payload(frame, frame.position + SCTP_HEADER, frame.end, target);
            }
            case DCCP -> dccp(frame, target);
            case ICMP, ICMPV6 -> icmp(frame, target);
            case GRE -> GreHeader.decode(frame, target);
            // In IPv6 it is walked over as an extension header.
            case AUTHENTICATION -> authenticated(frame, packetEnd, target);
            default -> payload(frame, frame.position, frame.end, target);
        }
    }

    /** First bytes of what follows the transport header, without the padding of the frame. */
    static void payload(Frame frame, int from, int until, PacketSample.Builder target) {
        if (from < until) {
            byte[] prefix = new byte[Math.min(MAX_PAYLOAD_PREFIX, until - from)];
            frame.copy(from, prefix, 0, prefix.length);
            target.setPayloadPrefix(UnsafeByteOperations.unsafeWrap(prefix));
        }
    }

    static void ports(Frame frame, PacketSample.Builder target) {
        if (frame.has(4)) {
            target.setSourcePort(frame.u16(frame.position))
                    .setDestinationPort(frame.u16(frame.position + 2));
        }
    }

    /** RFC 768. */
    private static void udp(Frame frame, int packetEnd, PacketSample.Builder target) {
        ports(frame, target);
        if (!frame.has(6)) {
            return;
        }
        int at = frame.position;
        int length = frame.u16(at + 4);
        if (length == 0) {
            // A jumbogram (RFC 2675) or segmentation offload: all that the IP packet has.
            length = packetEnd - at;
        }
        target.setUdpPayloadLength(Math.max(0, length - UDP_HEADER));
        if (frame.has(UDP_HEADER)) {
            target.setUdpChecksum(frame.u16(at + 6));
            payload(frame, at + UDP_HEADER, Math.min(frame.end, at + length), target);
        }
    }

    /** RFC 3828: in place of the length is how much the checksum covers. */
    private static void udpLite(Frame frame, int packetEnd, PacketSample.Builder target) {
        ports(frame, target);
        if (frame.has(UDP_HEADER)) {
            target.setUdpPayloadLength(packetEnd - frame.position - UDP_HEADER)
                    .setUdpChecksum(frame.u16(frame.position + 6));
            payload(frame, frame.position + UDP_HEADER, frame.end, target);
        }
    }

    /** RFC 4340. */
    private static void dccp(Frame frame, PacketSample.Builder target) {
        ports(frame, target);
        if (frame.has(DCCP_MIN_HEADER)) {
            int headerLength = frame.u8(frame.position + 4) * 4;
            if (headerLength >= DCCP_MIN_HEADER) {
                payload(frame, frame.position + headerLength, frame.end, target);
            }
        }
    }

    /** RFC 792, RFC 4443: the first four bytes are alike. */
    private static void icmp(Frame frame, PacketSample.Builder target) {
        if (frame.has(1)) {
            target.setIcmpType(frame.u8(frame.position));
        }
        if (frame.has(2)) {
            target.setIcmpCode(frame.u8(frame.position + 1));
        }
        if (frame.has(4)) {
            target.setIcmpChecksum(frame.u16(frame.position + 2));
            payload(frame, frame.position + ICMP_HEADER, frame.end, target);
        }
    }

    /** RFC 4302: the header of the protocol that it protects follows in the clear. */
    private static void authenticated(Frame frame, int packetEnd, PacketSample.Builder target) {
        if (!frame.has(2)) {
            return;
        }
        int next = frame.u8(frame.position);
        frame.position += (frame.u8(frame.position + 1) + 2) * 4;
        if (next == AUTHENTICATION) {
            payload(frame, frame.position, frame.end, target);
        } else {
            decode(frame, next, packetEnd, false, target);
        }
    }
}
