package io.networkanalytics.forwarder.live;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Reads a pipe so that closing it, or interrupting its reader, ends a read that waits. The streams
 * of the JDK either wait on or ask a pipe for its position, which it has not.
 */
final class PipeStream extends InputStream {

    private final FileChannel pipe;

    PipeStream(FileChannel pipe) {
        this.pipe = pipe;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        return pipe.read(ByteBuffer.wrap(into, offset, length));
    }

    @Override
    public void close() throws IOException {
        pipe.close();
    }
}
