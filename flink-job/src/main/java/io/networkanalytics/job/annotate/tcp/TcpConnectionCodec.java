package io.networkanalytics.job.annotate.tcp;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The bytes of a {@link TcpConnection} that is not empty: 22 with one direction, 38 with both. All
 * numbers are big endian.
 *
 * <pre>
 * byte  0      version in bits 7-4, now 1. Bit 0: the half of the lower end is there, bit 1: that of
 *              the higher end, bit 2: paired (one observer saw the handshake of both). Bit 3 is 0
 * byte  1      the observer of the handshake
 * bytes 2-5    last seen, seconds since 1970, unsigned
 * then 16 bytes for each half, the lower end's first:
 * byte  0      bits 1-0: state, 0 NEW, 1 OPEN, 2 CLOSING, 3 CLOSED. Bit 2: opened by a SYN-ACK.
 *              Bit 3: there is a highest acknowledgement. Bit 4: there is a mark. Bit 5: picked up
 *              and not confirmed. Bit 6: the window below is to be shifted by the scale. Bit 7 is 0
 * byte  1      scale of its windows, 0 to 14
 * bytes 2-3    largest window
 * bytes 4-7    highest sequence number behind what was sent
 * bytes 8-11   highest acknowledgement, or 0
 * bytes 12-15  mark: behind the FIN, the reset's number, or behind a SYN that did not fit; or 0
 * </pre>
 */
public final class TcpConnectionCodec {

    /** What a connection takes of which one direction was seen. */
    public static final int ONE_DIRECTION_BYTES = 22;

    /** What both directions take. */
    public static final int MAX_BYTES = 38;

    private static final int HEADER_BYTES = 6;
    private static final int HALF_BYTES = 16;
    private static final int VERSION = 1;
    private static final int BOTH_HALVES = 3;
    private static final int PAIRED = 4;
    private static final int ANSWERED = 4;
    private static final int HAS_UNA = 8;
    private static final int HAS_MARK = 16;
    private static final int UNCONFIRMED = 32;
    private static final int SCALED = 64;

    private TcpConnectionCodec() {}

    /**
     * How many bytes there are, by the first of them.
     *
     * @param first byte 0
     * @return 22 or 38
     * @throws IOException if no version of this job wrote it
     */
    public static int length(byte first) throws IOException {
        if ((first & 0xF8) != VERSION << 4 || (first & BOTH_HALVES) == 0) {
            throw new IOException(
                    String.format(
                            "A connection's state begins with 0x%02x, which this version of the job"
                                    + " cannot read: it is damaged or of a newer version, so restore"
                                    + " with that version or without the state",
                            first & 0xFF));
        }
        return HEADER_BYTES + HALF_BYTES * Integer.bitCount(first & BOTH_HALVES);
    }

    /**
     * Writes a connection.
     *
     * @param connection not empty
     * @param target gets 22 or 38 bytes
     * @throws IOException if the target fails
     * @throws IllegalArgumentException if the connection is empty
     */
    public static void write(TcpConnection connection, DataOutput target) throws IOException {
        if (connection.isEmpty()) {
            throw new IllegalArgumentException(
                    "an empty connection is not stored: clear the state of its key instead");
        }
        int first = VERSION << 4 | (connection.paired ? PAIRED : 0);
        for (int side = 0; side < 2; side++) {
            first |= connection.half(side) == null ? 0 : 1 << side;
        }
        target.writeByte(first);
        target.writeByte(connection.observer);
        target.writeInt(connection.lastSeenSeconds);
        for (int side = 0; side < 2; side++) {
            if (connection.half(side) != null) {
                write(connection.half(side), target);
            }
        }
    }

    /**
     * Reads a connection.
     *
     * @param source at byte 0
     * @return the connection
     * @throws IOException if no version of this job wrote it, or the source fails
     */
    public static TcpConnection read(DataInput source) throws IOException {
        byte first = source.readByte();
        length(first);
        TcpConnection connection = new TcpConnection();
        connection.paired = (first & PAIRED) != 0;
        connection.observer = source.readUnsignedByte();
        connection.lastSeenSeconds = source.readInt();
        for (int side = 0; side < 2; side++) {
            if ((first & 1 << side) != 0) {
                connection.put(side, readHalf(source));
            }
        }
        return connection;
    }

    private static void write(TcpHalf half, DataOutput target) throws IOException {
        // A window above 16 bits came of a shift, so nothing is lost by shifting it back.
        boolean scaled = half.window > 0xFFFF;
        int flags = half.state.code();
        flags |= half.answered ? ANSWERED : 0;
        flags |= half.hasUna ? HAS_UNA : 0;
        flags |= half.hasMark ? HAS_MARK : 0;
        flags |= half.unconfirmed ? UNCONFIRMED : 0;
        flags |= scaled ? SCALED : 0;
        target.writeByte(flags);
        target.writeByte(half.scale);
        target.writeShort(scaled ? half.window >> half.scale : half.window);
        target.writeInt(half.next);
        target.writeInt(half.una);
        target.writeInt(half.mark);
    }

    private static TcpHalf readHalf(DataInput source) throws IOException {
        TcpHalf half = new TcpHalf();
        int flags = source.readByte();
        half.state = TcpState.ofCode(flags);
        half.answered = (flags & ANSWERED) != 0;
        half.hasUna = (flags & HAS_UNA) != 0;
        half.hasMark = (flags & HAS_MARK) != 0;
        half.unconfirmed = (flags & UNCONFIRMED) != 0;
        half.scale = source.readByte() & 0xF;
        int window = source.readUnsignedShort();
        half.window = (flags & SCALED) != 0 ? window << half.scale : window;
        half.next = source.readInt();
        half.una = source.readInt();
        half.mark = source.readInt();
        return half;
    }
}
