package io.networkanalytics.model.packet;

import io.networkanalytics.model.PacketSample;

/**
 * Reads the headers of one captured packet into a sample. Thread-safe; holds no state of a packet.
 */
public final class PacketDecoder {

    /** Decodes without {@code header_bytes}. */
    public PacketDecoder() {
        this(false);
    }

    /**
     * @param withHeaderBytes whether the first 128 bytes from the IP header on are kept in {@code
     *     header_bytes}
     */
    public PacketDecoder(boolean withHeaderBytes) {}

    public DecodeResult decode(
            LinkType link,
            byte[] buffer,
            int offset,
            int capturedLength,
            int originalLength,
            PacketSample.Builder target) {
        return DecodeResult.UNSUPPORTED_LINK_TYPE;
    }

    public DecodeResult decodeEthertype(
            int ethertype,
            byte[] buffer,
            int offset,
            int capturedLength,
            int originalLength,
            PacketSample.Builder target) {
        return DecodeResult.UNSUPPORTED_LINK_TYPE;
    }
}
