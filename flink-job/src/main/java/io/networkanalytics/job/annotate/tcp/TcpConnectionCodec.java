package io.networkanalytics.job.annotate.tcp;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

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

    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

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
     * The bytes of a connection.
     *
     * @param connection not empty
     * @param before its bytes until now, which are written over if there are as many; or null
     * @return 22 or 38 bytes
     * @throws IllegalArgumentException if the connection is empty
     */
    public static byte[] encode(TcpConnection connection, byte[] before) {
        if (connection.isEmpty()) {
            throw new IllegalArgumentException(
                    "an empty connection is not stored: clear the state of its key instead");
        }
        int halves = connection.seenHalves();
        int length = HEADER_BYTES + HALF_BYTES * Integer.bitCount(halves);
        byte[] bytes = before != null && before.length == length ? before : new byte[length];
        bytes[0] = (byte) (VERSION << 4 | (connection.paired ? PAIRED : 0) | halves);
        bytes[1] = (byte) connection.observer;
        INT.set(bytes, 2, connection.lastSeenSeconds);
        int at = HEADER_BYTES;
        for (int side = 0; side < 2; side++) {
            if (connection.half(side) != null) {
                encode(connection.half(side), bytes, at);
                at += HALF_BYTES;
            }
        }
        return bytes;
    }

    /**
     * Reads a connection.
     *
     * @param bytes of a connection
     * @param connection becomes that, whatever it was
     * @throws IOException if no version of this job wrote them
     */
    public static void decode(byte[] bytes, TcpConnection connection) throws IOException {
        byte first = bytes[0];
        length(first);
        connection.clear();
        connection.paired = (first & PAIRED) != 0;
        connection.observer = bytes[1] & 0xFF;
        connection.lastSeenSeconds = (int) INT.get(bytes, 2);
        int at = HEADER_BYTES;
        for (int side = 0; side < 2; side++) {
            if ((first & 1 << side) != 0) {
                decode(bytes, at, connection.add(side));
                at += HALF_BYTES;
            }
        }
    }

    private static void encode(TcpHalf half, byte[] bytes, int at) {
        // A window above 16 bits came of a shift, so nothing is lost by shifting it back.
        boolean scaled = half.window > 0xFFFF;
        int flags = half.state.code();
        flags |= half.answered ? ANSWERED : 0;
        flags |= half.hasUna ? HAS_UNA : 0;
        flags |= half.hasMark ? HAS_MARK : 0;
        flags |= half.unconfirmed ? UNCONFIRMED : 0;
        flags |= scaled ? SCALED : 0;
        int window = (scaled ? half.window >> half.scale : half.window) & 0xFFFF;
        INT.set(bytes, at, flags << 24 | half.scale << 16 | window);
        INT.set(bytes, at + 4, half.next);
        INT.set(bytes, at + 8, half.una);
        INT.set(bytes, at + 12, half.mark);
    }

    private static void decode(byte[] bytes, int at, TcpHalf half) {
        int head = (int) INT.get(bytes, at);
        int flags = head >> 24;
        half.state = TcpState.ofCode(flags);
        half.answered = (flags & ANSWERED) != 0;
        half.hasUna = (flags & HAS_UNA) != 0;
        half.hasMark = (flags & HAS_MARK) != 0;
        half.unconfirmed = (flags & UNCONFIRMED) != 0;
        half.scale = head >> 16 & 0xF;
        int window = head & 0xFFFF;
        half.window = (flags & SCALED) != 0 ? window << half.scale : window;
        half.next = (int) INT.get(bytes, at + 4);
        half.una = (int) INT.get(bytes, at + 8);
        half.mark = (int) INT.get(bytes, at + 12);
    }
}
