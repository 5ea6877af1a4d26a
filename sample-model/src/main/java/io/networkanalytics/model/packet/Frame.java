package io.networkanalytics.model.packet;

/**
 * The captured bytes of one packet and how far its headers are read. Positions are indices into the
 * buffer; numbers are big-endian. The reads do not check: whoever reads asks {@link #has} first.
 */
final class Frame {
    /**
     * What a claimed length is cut to. It is the same in every buffer, so that a sample does not
     * depend on where its packet lies, and keeps sums of positions and lengths within an int.
     */
    private static final int MAX_WIRE_BYTES = 1 << 30;

    private final byte[] buffer;
    private final int start;
    private final int originalLength;

    /** First byte that is not read yet. */
    int position;

    /** Behind the last captured byte; once the IP header is read, never behind the IP packet. */
    int end;

    /** EtherType of what is at {@link #position}; 0 if the link header names none. */
    int ethertype;

    /**
     * Lengths that do not fit the buffer are cut to it: what a datagram claims about its own bytes
     * is no reason to fail.
     */
    Frame(byte[] buffer, int offset, int capturedLength, int originalLength) {
        this.buffer = buffer;
        start = Math.max(0, Math.min(offset, buffer.length));
        position = start;
        end = start + Math.max(0, Math.min(capturedLength, buffer.length - start));
        this.originalLength = Math.max(end - start, Math.min(originalLength, MAX_WIRE_BYTES));
    }

    boolean has(int bytes) {
        return bytes <= end - position;
    }

    /** Bytes of the packet from {@code position} on as they were on the wire, captured or not. */
    int wireLength() {
        return originalLength - (position - start);
    }

    int u8(int at) {
        return buffer[at] & 0xff;
    }

    int u16(int at) {
        return ((buffer[at] & 0xff) << 8) | (buffer[at + 1] & 0xff);
    }

    /** All 32 bits in an int, as protobuf holds a uint32. */
    int u32(int at) {
        return (u16(at) << 16) | u16(at + 2);
    }

    void copy(int at, byte[] to, int toIndex, int bytes) {
        System.arraycopy(buffer, at, to, toIndex, bytes);
    }
}
