package io.networkanalytics.forwarder.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;

/** A file of a disk that may be full. */
record FillableFile(SpoolFile file, BooleanSupplier full) implements SpoolFile {

    @Override
    public void write(ByteBuffer buffer, long position) throws IOException {
        if (full.getAsBoolean()) {
            throw new IOException("No space left on device");
        }
        file.write(buffer, position);
    }

    @Override
    public void truncate(long bytes) throws IOException {
        file.truncate(bytes);
    }

    @Override
    public void force() throws IOException {
        file.force();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
