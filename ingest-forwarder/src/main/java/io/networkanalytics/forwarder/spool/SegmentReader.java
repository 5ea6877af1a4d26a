package io.networkanalytics.forwarder.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Reads the records of a segment in order. Where the bytes are damaged it searches on for the next
 * sound record: one whose length fits, whose ordinal can be, and whose checksum is right. For one
 * thread.
 */
final class SegmentReader implements Closeable {

    private static final int WINDOW_BYTES = 256 * 1024;

    /**
     * What stands next.
     *
     * @param record the record; null at the end
     * @param damagedFrom offset of damaged bytes before it, or before the end
     * @param damagedTo offset behind them; equal to {@code damagedFrom} if there are none
     */
    record Step(SpoolRecord record, long damagedFrom, long damagedTo) {
        boolean damaged() {
            return damagedTo > damagedFrom;
        }
    }

    private final FileChannel channel;
    private final long salt;
    private ByteBuffer window = ByteBuffer.allocateDirect(WINDOW_BYTES).limit(0);
    private long windowStart;
    private long position;
    private long nextOrdinal;

    /**
     * @param position offset of a record
     * @param nextOrdinal the lowest that the next record may have
     */
    SegmentReader(Path file, long salt, long position, long nextOrdinal) throws IOException {
        this.channel = FileChannel.open(file, StandardOpenOption.READ);
        this.salt = salt;
        this.position = position;
        this.nextOrdinal = nextOrdinal;
    }

    /** The header of a segment; empty if it is damaged. */
    static Optional<SegmentHeader> header(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer buffer = ByteBuffer.allocate(SegmentHeader.BYTES);
            while (buffer.hasRemaining() && channel.read(buffer, buffer.position()) >= 0) {
                continue;
            }
            return SegmentHeader.decode(buffer.flip());
        }
    }

    /** The lowest ordinal that the next record may have. */
    long nextOrdinal() {
        return nextOrdinal;
    }

    /** Where the next record begins. */
    long position() {
        return position;
    }

    /**
     * Reads on.
     *
     * @param end offset behind the last byte to look at
     */
    Step next(long end) throws IOException {
        long from = position;
        for (long at = from; at < end; at++) {
            SpoolRecord record = soundAt(at, end);
            if (record != null) {
                nextOrdinal = record.ordinal() + 1;
                return new Step(record, from, at);
            }
        }
        position = end;
        return new Step(null, from, end);
    }

    /** The record at an offset; null if there is none. */
    private SpoolRecord soundAt(long at, long end) throws IOException {
        if (at + RecordFormat.FRAME_BYTES + RecordFormat.MIN_PAYLOAD_BYTES > end
                || !ensure(at, RecordFormat.FRAME_BYTES + RecordFormat.MIN_PAYLOAD_BYTES, end)) {
            return null;
        }
        int offset = (int) (at - windowStart);
        int payloadBytes = window.getInt(offset);
        if (payloadBytes < RecordFormat.MIN_PAYLOAD_BYTES
                || payloadBytes > RecordFormat.MAX_PAYLOAD_BYTES
                || at + RecordFormat.FRAME_BYTES + payloadBytes > end
                || !possible(window.getLong(offset + RecordFormat.FRAME_BYTES), end)
                || !ensure(at, RecordFormat.FRAME_BYTES + payloadBytes, end)) {
            return null;
        }
        offset = (int) (at - windowStart);
        if (window.getInt(offset + 4)
                != RecordFormat.checksum(window, offset, payloadBytes, salt)) {
            return null;
        }
        ByteBuffer payload = window.duplicate();
        payload.limit(offset + RecordFormat.FRAME_BYTES + payloadBytes)
                .position(offset + RecordFormat.FRAME_BYTES);
        try {
            SpoolRecord record = RecordFormat.decode(payload);
            position = at + RecordFormat.FRAME_BYTES + payloadBytes;
            return record;
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            return null;
        }
    }

    /** Without it a search through damaged bytes would compute far too many checksums. */
    private boolean possible(long ordinal, long end) {
        long most =
                nextOrdinal
                        + (end - position)
                                / (RecordFormat.FRAME_BYTES + RecordFormat.MIN_PAYLOAD_BYTES);
        return ordinal >= nextOrdinal && ordinal <= most;
    }

    /** Never looks behind the end: what stands there may still change. */
    private boolean ensure(long at, int bytes, long end) throws IOException {
        if (at >= windowStart && at + bytes <= windowStart + window.limit()) {
            return true;
        }
        if (bytes > window.capacity()) {
            window = ByteBuffer.allocateDirect(bytes);
        }
        window.clear().limit((int) Math.min(window.capacity(), end - at));
        windowStart = at;
        while (window.hasRemaining() && channel.read(window, at + window.position()) > 0) {
            continue;
        }
        window.flip();
        return window.limit() >= bytes;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
