package io.networkanalytics.rules.sample;

import com.google.protobuf.ByteString;
import io.networkanalytics.model.PacketSample;

/**
 * Bits of a packet by their place in a header. They come from {@code header_bytes}; where an edge
 * does not send those (they are off by default), what lies behind the transport header comes from
 * {@code payload_prefix}.
 */
public final class HeaderBits {

    private static final int FIXED_HEADER = 8;

    private HeaderBits() {}

    /** Headers that offsets may count from. */
    public enum Header {
        IP,
        TCP,
        UDP,
        ICMP,
        GRE,
        ESP;

        boolean isIn(SampleView view) {
            return switch (this) {
                case IP -> view.isIp();
                case TCP -> view.hasHeaderOf(Protocol.TCP);
                case UDP -> view.hasHeaderOf(Protocol.UDP);
                case ICMP -> view.hasIcmpHeader();
                case GRE -> view.hasHeaderOf(Protocol.GRE);
                case ESP -> view.hasHeaderOf(Protocol.ESP);
            };
        }

        /** Bytes of the header, 0 where its payload begins nowhere that is known. */
        private int length(PacketSample sample) {
            return switch (this) {
                case IP -> 0;
                case TCP -> sample.getTcpDataOffset();
                case UDP, ICMP -> FIXED_HEADER;
                // What PacketDecoder keeps of these begins elsewhere.
                case GRE, ESP -> 0;
            };
        }
    }

    /**
     * Reads bits as an unsigned number, the first one highest.
     *
     * @param start first bit
     * @param end bit behind the last; at most 32 bits
     * @return {@link SampleView#MISSING} where the packet lacks the header or the sample the bytes
     */
    public static long read(SampleView view, Header header, int start, int end) {
        if (!header.isIn(view)) {
            return SampleView.MISSING;
        }
        PacketSample sample = view.sample();
        ByteString bytes = sample.getHeaderBytes();
        if (!bytes.isEmpty()) {
            int base = header == Header.IP ? 0 : sample.getIpHeaderLength();
            return bits(bytes, base * 8 + start, base * 8 + end);
        }
        int length = header.length(sample) * 8;
        return length == 0 || start < length
                ? SampleView.MISSING
                : bits(sample.getPayloadPrefix(), start - length, end - length);
    }

    private static long bits(ByteString bytes, int start, int end) {
        if (end > bytes.size() * 8) {
            return SampleView.MISSING;
        }
        long value = 0;
        for (int i = start >> 3; i <= (end - 1) >> 3; i++) {
            value = value << 8 | (bytes.byteAt(i) & 0xFF);
        }
        int behind = 7 - ((end - 1) & 7);
        return (value >>> behind) & ((1L << (end - start)) - 1);
    }
}
