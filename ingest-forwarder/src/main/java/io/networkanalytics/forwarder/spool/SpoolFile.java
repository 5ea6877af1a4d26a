package io.networkanalytics.forwarder.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A segment's file as it is written. An interface, so that tests can fill the disk. */
interface SpoolFile extends Closeable {

    /** Makes files. */
    @FunctionalInterface
    interface Factory {

        /**
         * @param path of a file that does not exist
         */
        SpoolFile create(Path path) throws IOException;
    }

    /** Writes all that remains of a buffer. */
    void write(ByteBuffer buffer, long position) throws IOException;

    void truncate(long bytes) throws IOException;

    void force() throws IOException;

    /** A real file. */
    static SpoolFile create(Path path) throws IOException {
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return new SpoolFile() {
            @Override
            public void write(ByteBuffer buffer, long position) throws IOException {
                long at = position;
                while (buffer.hasRemaining()) {
                    at += channel.write(buffer, at);
                }
            }

            @Override
            public void truncate(long bytes) throws IOException {
                channel.truncate(bytes);
            }

            @Override
            public void force() throws IOException {
                channel.force(false);
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }
}
