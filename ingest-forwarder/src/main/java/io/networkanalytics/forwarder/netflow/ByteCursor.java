package io.networkanalytics.forwarder.netflow;

/**
 * Reads big-endian numbers from a window of a buffer. Never reads behind the window, never
 * allocates.
 */
final class ByteCursor {

    private byte[] buffer = new byte[0];
    private int position;
    private int end;

    void window(byte[] bytes, int offset, int length) {
        this.buffer = bytes;
        this.position = offset;
        this.end = offset + length;
    }

    byte[] buffer() {
        return buffer;
    }

    int position() {
        return position;
    }

    int end() {
        return end;
    }

    int remaining() {
        return end - position;
    }

    /** Ends the window earlier. */
    void limit(int bytes) {
        end = position + Math.min(bytes, remaining());
    }

    int u16() throws MalformedMessageException {
        int at = skip(Short.BYTES);
        return (buffer[at] & 0xFF) << 8 | (buffer[at + 1] & 0xFF);
    }

    int int32() throws MalformedMessageException {
        return u16() << 16 | u16();
    }

    long unsigned32() throws MalformedMessageException {
        return Integer.toUnsignedLong(int32());
    }

    /** Goes over bytes; returns the index of the first. */
    int skip(int bytes) throws MalformedMessageException {
        if (bytes > end - position) {
            throw MalformedMessageException.TRUNCATED;
        }
        int at = position;
        position += bytes;
        return at;
    }

    /**
     * An unsigned number of any length: reduced-size encoding (RFC 7011, 6.2) leaves out leading
     * bytes. Of more than eight bytes the last eight count.
     */
    static long unsigned(byte[] bytes, int at, int length) {
        long value = 0;
        for (int i = at + Math.max(0, length - Long.BYTES); i < at + length; i++) {
            value = value << 8 | (bytes[i] & 0xFF);
        }
        return value;
    }
}
