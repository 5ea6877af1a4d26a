package io.networkanalytics.model.packet;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.networkanalytics.model.PacketSample;

/** IPv4 (RFC 791; DSCP RFC 2474, ECN RFC 3168). */
final class Ipv4Header {
    static final int MIN_LENGTH = 20;

    private static final int DONT_FRAGMENT = 0x4000;
    private static final int MORE_FRAGMENTS = 0x2000;
    private static final int FRAGMENT_OFFSET = 0x1fff;
    private static final int END_OF_OPTIONS = 0;
    private static final int NO_OPERATION = 1;

    private Ipv4Header() {}

    static DecodeResult decode(Frame frame, PacketSample.Builder target) {
        int at = frame.position;
        if (!frame.has(1)) {
            return DecodeResult.TRUNCATED_IP_HEADER;
        }
        if (frame.u8(at) >> 4 != 4) {
            return DecodeResult.BAD_IP_VERSION;
        }
        int headerLength = (frame.u8(at) & 0xf) * 4;
        if (headerLength < MIN_LENGTH) {
            return DecodeResult.BAD_IP_HEADER_LENGTH;
        }
        if (!frame.has(4)) {
            return DecodeResult.TRUNCATED_IP_HEADER;
        }
        int totalLength = frame.u16(at + 2);
        if (totalLength == 0) {
            // Captured before the network card cut it (segmentation offload): over 65,535 bytes do
            // not fit the field.
            totalLength = frame.wireLength();
        }
        if (totalLength < headerLength) {
            return DecodeResult.BAD_IP_TOTAL_LENGTH;
        }
        if (!frame.has(headerLength)) {
            return DecodeResult.TRUNCATED_IP_HEADER;
        }
        int trafficClass = frame.u8(at + 1);
        int fragment = frame.u16(at + 6);
        int protocol = frame.u8(at + 9);
        target.setBytes(totalLength)
                .setIpTotalLength(totalLength)
                .setIpHeaderLength(headerLength)
                .setIpv4Dscp(trafficClass >> 2)
                .setIpv4Ecn(trafficClass & 0x3)
                .setIpv4Identification(frame.u16(at + 4))
                .setIpv4DontFragment((fragment & DONT_FRAGMENT) != 0)
                .setIpMoreFragments((fragment & MORE_FRAGMENTS) != 0)
                .setIpFragmentOffset(fragment & FRAGMENT_OFFSET)
                .setIpTtl(frame.u8(at + 8))
                .setIpProtocol(protocol)
                .setIpv4Checksum(frame.u16(at + 10))
                .setSourceAddress(mapped(frame, at + 12))
                .setDestinationAddress(mapped(frame, at + 16));
        if (headerLength > MIN_LENGTH) {
            options(frame, at + MIN_LENGTH, at + headerLength, target);
        }
        int packetEnd = at + totalLength;
        frame.end = Math.min(frame.end, packetEnd);
        frame.position = at + headerLength;
        Transport.decode(frame, protocol, packetEnd, (fragment & FRAGMENT_OFFSET) != 0, target);
        return DecodeResult.DECODED;
    }

    private static ByteString mapped(Frame frame, int at) {
        byte[] address = new byte[16];
        address[10] = (byte) 0xff;
        address[11] = (byte) 0xff;
        frame.copy(at, address, 12, 4);
        return UnsafeByteOperations.unsafeWrap(address);
    }

    private static void options(Frame frame, int from, int end, PacketSample.Builder target) {
        NumberList types = new NumberList();
        int at = from;
        while (at < end && frame.u8(at) != END_OF_OPTIONS) {
            int type = frame.u8(at);
            int length = 1;
            if (type != NO_OPERATION) {
                length = at + 1 < end ? frame.u8(at + 1) : 0;
                if (length < 2 || length > end - at) {
                    break;
                }
            }
            types.add(type);
            at += length;
        }
        if (!types.isEmpty()) {
            target.setIpv4Options(types.text());
        }
    }
}
