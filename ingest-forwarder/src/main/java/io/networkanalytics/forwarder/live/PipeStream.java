package io.networkanalytics.forwarder.live;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Reads a pipe so that closing it, or interrupting its reader, ends a read that waits. The streams
 * of the JDK either wait on or ask a pipe for its position, which it has not.
 */
final class PipeStream extends InputStream {

    private static final long IDLE_NANOS = 50_000_000;

    private final FileChannel pipe;
    private int ahead = -1;

    PipeStream(FileChannel pipe) {
        this.pipe = pipe;
    }

    /**
     * Waits for bytes, also behind the end that a writer left: a named pipe then waits for its next
     * writer. It stays open meanwhile, since what is written between a close and the next open
     * would be lost.
     *
     * @param ended asked while there is no writer; true ends the wait
     * @return false if the wait was ended
     */
    boolean awaitBytes(BooleanSupplier ended) throws IOException {
        byte[] one = new byte[1];
        while (read(one, 0, 1) < 0) {
            if (ended.getAsBoolean() || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(IDLE_NANOS);
        }
        ahead = one[0] & 0xFF;
        return true;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (ahead >= 0 && length > 0) {
            into[offset] = (byte) ahead;
            ahead = -1;
            return 1;
        }
        return pipe.read(ByteBuffer.wrap(into, offset, length));
    }

    @Override
    public void close() throws IOException {
        pipe.close();
    }
}
