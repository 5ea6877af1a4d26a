package io.networkanalytics.model.packet;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.networkanalytics.model.PacketSample;

/**
 * IPv6 (RFC 8200) with its extension headers. An extension header counts if its type and length are
 * captured and it ends within the packet; where the walk stops, the protocol is the number of what
 * could not be walked over.
 */
final class Ipv6Header {
    static final int FIXED_LENGTH = 40;

    private static final int HOP_BY_HOP = 0;
    private static final int ROUTING = 43;
    private static final int FRAGMENT = 44;
    private static final int AUTHENTICATION = 51;
    private static final int NO_NEXT_HEADER = 59;
    private static final int DESTINATION_OPTIONS = 60;
    private static final int MOBILITY = 135;
    private static final int HOST_IDENTITY = 139;
    private static final int SHIM6 = 140;

    /** Bounds the work and the text, far beyond what real packets have. */
    private static final int MAX_EXTENSION_HEADERS = 32;

    private Ipv6Header() {}

    static DecodeResult decode(Frame frame, PacketSample.Builder target) {
        int at = frame.position;
        if (!frame.has(1)) {
            return DecodeResult.TRUNCATED_IP_HEADER;
        }
        if (frame.u8(at) >> 4 != 6) {
            return DecodeResult.BAD_IP_VERSION;
        }
        if (!frame.has(FIXED_LENGTH)) {
            return DecodeResult.TRUNCATED_IP_HEADER;
        }
        int nextHeader = frame.u8(at + 6);
        int payloadLength = frame.u16(at + 4);
        // 0 is a jumbogram (RFC 2675) or segmentation offload, unless indeed nothing follows.
        int totalLength =
                payloadLength == 0 && nextHeader != NO_NEXT_HEADER
                        ? frame.wireLength()
                        : FIXED_LENGTH + payloadLength;
        int trafficClass = (frame.u16(at) >> 4) & 0xff;
        target.setBytes(totalLength)
                .setIpTotalLength(totalLength)
                .setIpv6Dscp(trafficClass >> 2)
                .setIpv6Ecn(trafficClass & 0x3)
                .setIpv6FlowLabel(frame.u32(at) & 0xfffff)
                .setIpTtl(frame.u8(at + 7))
                .setSourceAddress(address(frame, at + 8))
                .setDestinationAddress(address(frame, at + 24));
        int packetEnd = at + totalLength;
        frame.end = Math.min(frame.end, packetEnd);
        frame.position = at + FIXED_LENGTH;
        extensionHeaders(frame, at, nextHeader, packetEnd, target);
        return DecodeResult.DECODED;
    }

    private static void extensionHeaders(
            Frame frame, int packetStart, int first, int packetEnd, PacketSample.Builder target) {
        NumberList headers = null;
        int header = first;
        boolean laterFragment = false;
        for (int i = 0; i < MAX_EXTENSION_HEADERS && !laterFragment && frame.has(2); i++) {
            int length = extensionLength(header, frame.u8(frame.position + 1));
            if (length == 0 || length > packetEnd - frame.position) {
                break;
            }
            if (header == FRAGMENT) {
                // Without its offset nothing is known of what follows.
                if (!frame.has(length)) {
                    break;
                }
                laterFragment = fragment(frame, target);
            }
            if (headers == null) {
                headers = new NumberList();
            }
            headers.add(header);
            header = frame.u8(frame.position);
            frame.position += length;
        }
        target.setIpProtocol(header).setIpHeaderLength(frame.position - packetStart);
        if (headers != null) {
            target.setIpv6ExtensionHeaders(headers.text());
        }
        Transport.decode(frame, header, packetEnd, laterFragment, target);
    }

    /**
     * @return bytes, 0 if this is no extension header that can be walked over
     */
    private static int extensionLength(int header, int lengthField) {
        return switch (header) {
            case HOP_BY_HOP, ROUTING, DESTINATION_OPTIONS, MOBILITY, HOST_IDENTITY, SHIM6 ->
                    (lengthField + 1) * 8;
            case FRAGMENT -> 8;
            case AUTHENTICATION -> (lengthField + 2) * 4;
            default -> 0;
        };
    }

    /** Whether this is a fragment other than the first: what follows is no header. */
    private static boolean fragment(Frame frame, PacketSample.Builder target) {
        int offsetAndFlags = frame.u16(frame.position + 2);
        target.setIpFragmentOffset(offsetAndFlags >> 3)
                .setIpMoreFragments((offsetAndFlags & 1) != 0)
                .setIpv6Identification(frame.u32(frame.position + 4));
        return offsetAndFlags >> 3 != 0;
    }

    private static ByteString address(Frame frame, int at) {
        byte[] address = new byte[16];
        frame.copy(at, address, 0, 16);
        return UnsafeByteOperations.unsafeWrap(address);
    }
}
