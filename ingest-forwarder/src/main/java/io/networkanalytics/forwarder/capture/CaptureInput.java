package io.networkanalytics.forwarder.capture;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of a capture in its byte order, cut into records (the file header, a packet, a block),
 * so that errors can name the record and how much was read before it.
 */
final class CaptureInput implements Closeable {
    private final InputStream in;
    private final String name;
    private final byte[] word = new byte[8];
    private final byte[] skipped = new byte[4096];

    private boolean littleEndian;
    private long offset;
    private long recordStart;
    private long packets;

    CaptureInput(InputStream in, String name) {
        this.in = in;
        this.name = name;
    }

    void littleEndian(boolean littleEndian) {
        this.littleEndian = littleEndian;
    }

    /** Bytes of this record that were read. */
    long recordBytes() {
        return offset - recordStart;
    }

    /** Packets that were read whole. */
    long packets() {
        return packets;
    }

    void countPacket() {
        packets++;
    }

    /** Whether another record starts, of which the first four bytes are then read. */
    boolean nextRecord() throws IOException {
        recordStart = offset;
        int read = read(word, 4);
        if (read > 0 && read < 4) {
            throw truncated();
        }
        return read == 4;
    }

    /** The four bytes that {@link #nextRecord} read, or {@link #int32} after it. */
    int lastInt32() {
        return int32(0);
    }

    int int32() throws IOException {
        readFully(word, 4);
        return int32(0);
    }

    long int64() throws IOException {
        readFully(word, 8);
        long first = int32(0);
        long second = int32(4);
        return littleEndian
                ? (second << 32) | (first & 0xffff_ffffL)
                : (first << 32) | (second & 0xffff_ffffL);
    }

    /** Two numbers of 16 bits, the first in the upper half. */
    int pair16() throws IOException {
        int value = int32();
        return littleEndian ? Integer.rotateLeft(value, 16) : value;
    }

    /** The first of four bytes, an option value with its padding. */
    int firstByte() throws IOException {
        readFully(word, 4);
        return word[0] & 0xff;
    }

    private int int32(int at) {
        int value =
                ((word[at] & 0xff) << 24)
                        | ((word[at + 1] & 0xff) << 16)
                        | ((word[at + 2] & 0xff) << 8)
                        | (word[at + 3] & 0xff);
        return littleEndian ? Integer.reverseBytes(value) : value;
    }

    void readFully(byte[] into, int length) throws IOException {
        if (read(into, length) < length) {
            throw truncated();
        }
    }

    void skip(long bytes) throws IOException {
        long left = bytes;
        while (left > 0) {
            // Not skipNBytes: it counts nothing if it fails, and errors name the offset.
            int part = (int) Math.min(left, skipped.length);
            readFully(skipped, part);
            left -= part;
        }
    }

    private int read(byte[] into, int length) throws IOException {
        int read = 0;
        try {
            while (read < length) {
                int more = in.read(into, read, length - read);
                if (more < 0) {
                    break;
                }
                read += more;
            }
        } catch (EOFException e) {
            // So a gzip stream says that it ends early: the same as a short file.
            if (read == 0 && length > 0) {
                throw truncated(e);
            }
        }
        offset += read;
        return read;
    }

    private CaptureFormatException truncated(EOFException cause) {
        CaptureFormatException truncated = truncated();
        truncated.initCause(cause);
        return truncated;
    }

    private CaptureFormatException truncated() {
        return new CaptureFormatException(
                String.format(
                        "Capture %s ends within the record at byte %,d; the %,d packets before it"
                                + " were read, that record is left out. Usual after its writer was"
                                + " killed or while it runs; otherwise copy the file again",
                        name, recordStart, packets),
                recordStart,
                true);
    }

    /**
     * @param what the rest of a sentence that starts with the record: what is wrong with it, the
     *     value, the limit
     */
    CaptureFormatException malformed(String what) {
        return new CaptureFormatException(
                String.format(
                        "Capture %s: the record at byte %,d %s; the %,d packets before it were read,"
                                + " the rest cannot be. Cut the file there (editcap -r, pcapfix) or"
                                + " copy it again",
                        name, recordStart, what, packets),
                recordStart,
                false);
    }

    /** Nothing was read, since this is no capture that is known here. */
    CaptureFormatException unknown(String what) {
        return new CaptureFormatException(
                String.format(
                        "Capture %s %s; nothing was read. Give a pcap or pcapng file, for example"
                                + " as editcap -F pcapng writes it",
                        name, what),
                recordStart,
                false);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
