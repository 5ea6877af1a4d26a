package io.networkanalytics.model.packet;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.networkanalytics.model.PacketSample;

/**
 * Reads the headers of one captured packet into a sample: link, tags and labels, IP, transport. The
 * IP fields are those of the outermost IP header, whatever tunnel it carries.
 *
 * <p>What the capture cut off is left out; only an incomplete or impossible link or IP header makes
 * a packet malformed. Frames that are not IP are decoded: they have an EtherType (0 if they have
 * none, as spanning tree), a length and no addresses. {@code bytes} is the IP total length; where
 * that is 0 (segmentation offload, jumbograms) or there is no IP, the original length without the
 * link header.
 *
 * <p>Any input is safe: no exception, bounded work, and lengths that do not fit the buffer are cut
 * to it. Thread-safe; nothing is kept from packet to packet but texts of common option lists.
 */
public final class PacketDecoder {
    private static final int MAX_HEADER_BYTES = 128;

    private final boolean withHeaderBytes;

    /** Decodes without {@code header_bytes}. */
    public PacketDecoder() {
        this(false);
    }

    /**
     * @param withHeaderBytes whether the first 128 bytes from the IP header on are kept in {@code
     *     header_bytes}
     */
    public PacketDecoder(boolean withHeaderBytes) {
        this.withHeaderBytes = withHeaderBytes;
    }

    /**
     * Decodes a packet that starts as {@code link} says.
     *
     * @param buffer holds the packet; not kept
     * @param offset index of its first byte
     * @param capturedLength bytes of it in the buffer
     * @param originalLength bytes of it on the wire; where less than captured, what is captured
     * @param target gets what the packet has, {@code packets} and {@code bytes}; other fields keep
     *     what they had, so it should come without packet fields
     * @return DECODED, or why the packet is malformed; {@code target} is then untouched
     */
    public DecodeResult decode(
            LinkType link,
            byte[] buffer,
            int offset,
            int capturedLength,
            int originalLength,
            PacketSample.Builder target) {
        Frame frame = new Frame(buffer, offset, capturedLength, originalLength);
        return network(LinkHeader.read(link, frame), frame, target);
    }

    /**
     * Decodes a packet without a link header of its own, whose EtherType is known from elsewhere:
     * IP, or also a VLAN tag, a label stack or PPPoE. Parameters and result are those of {@link
     * #decode}.
     *
     * @param ethertype 0 to 65,535
     */
    public DecodeResult decodeEthertype(
            int ethertype,
            byte[] buffer,
            int offset,
            int capturedLength,
            int originalLength,
            PacketSample.Builder target) {
        Frame frame = new Frame(buffer, offset, capturedLength, originalLength);
        return network(Encapsulation.read(ethertype & 0xffff, frame), frame, target);
    }

    private DecodeResult network(DecodeResult link, Frame frame, PacketSample.Builder target) {
        if (link.malformed()) {
            return link;
        }
        int networkStart = frame.position;
        boolean ip = frame.ethertype == Encapsulation.IPV4 || frame.ethertype == Encapsulation.IPV6;
        if (ip) {
            DecodeResult result =
                    frame.ethertype == Encapsulation.IPV4
                            ? Ipv4Header.decode(frame, target)
                            : Ipv6Header.decode(frame, target);
            if (result.malformed()) {
                return result;
            }
        } else {
            target.setBytes(frame.wireLength());
        }
        target.setEthertype(frame.ethertype).setPackets(1);
        if (ip && withHeaderBytes) {
            target.setHeaderBytes(headerBytes(frame, networkStart));
        }
        return DecodeResult.DECODED;
    }

    private static ByteString headerBytes(Frame frame, int from) {
        byte[] bytes = new byte[Math.min(MAX_HEADER_BYTES, frame.end - from)];
        frame.copy(from, bytes, 0, bytes.length);
        return UnsafeByteOperations.unsafeWrap(bytes);
    }
}
