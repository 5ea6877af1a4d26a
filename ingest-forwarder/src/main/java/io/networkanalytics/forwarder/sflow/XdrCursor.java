package io.networkanalytics.forwarder.sflow;

/**
 * Reads XDR (RFC 4506: big endian, in units of four bytes) from a window of a buffer. Never reads
 * behind the window, never allocates.
 */
final class XdrCursor {

    static final MalformedDatagramException TRUNCATED = new MalformedDatagramException("truncated");
    static final MalformedDatagramException BAD_LENGTH =
            new MalformedDatagramException("bad_length");

    private byte[] buffer = new byte[0];
    private int position;
    private int end;

    void window(byte[] bytes, int offset, int length) {
        this.buffer = bytes;
        this.position = offset;
        this.end = offset + length;
    }

    /** Makes this cursor read the next bytes of another, which goes on behind them. */
    void take(XdrCursor other, int length) throws MalformedDatagramException {
        window(other.buffer, other.skip(length), length);
    }

    byte[] buffer() {
        return buffer;
    }

    int position() {
        return position;
    }

    int remaining() {
        return end - position;
    }

    int int32() throws MalformedDatagramException {
        int at = skip(Integer.BYTES);
        return (buffer[at] & 0xFF) << 24
                | (buffer[at + 1] & 0xFF) << 16
                | (buffer[at + 2] & 0xFF) << 8
                | (buffer[at + 3] & 0xFF);
    }

    long unsigned32() throws MalformedDatagramException {
        return Integer.toUnsignedLong(int32());
    }

    /**
     * A length that must fit the window: no length of the sender is believed beyond the bytes that
     * came.
     */
    int length() throws MalformedDatagramException {
        long length = unsigned32();
        if (length > remaining()) {
            throw BAD_LENGTH;
        }
        return (int) length;
    }

    /**
     * Goes over variable-length opaque bytes or a string, with their padding.
     *
     * @param length of the bytes, as {@link #length} gave it
     * @return index of the first byte
     */
    int opaque(int length) throws MalformedDatagramException {
        int at = skip(length);
        // The padding of the last item may be cut off: some agents leave it out.
        position += Math.min(-length & 3, remaining());
        return at;
    }

    /** Goes over bytes; returns the index of the first. */
    int skip(int bytes) throws MalformedDatagramException {
        if (bytes > end - position) {
            throw TRUNCATED;
        }
        int at = position;
        position += bytes;
        return at;
    }
}
