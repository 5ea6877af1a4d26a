package io.networkanalytics.clickhouse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4FrameOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream.BLOCKSIZE;
import net.jpountz.lz4.LZ4FrameOutputStream.FLG;
import net.jpountz.xxhash.XXHashFactory;

/**
 * LZ4 frames (lz4_Frame_format.md, version 1.6) with a checksum of the content, so that bytes that
 * were damaged in the checkpoint or on the way are refused by the server instead of stored.
 */
final class Lz4Frame {

    private Lz4Frame() {}

    /** What writes into a frame. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    static byte[] compress(Content content, long expectedBytes) throws IOException {
        var target = new ByteArrayOutputStream((int) Math.min(1 << 26, 1024 + expectedBytes / 2));
        try (var frame =
                new LZ4FrameOutputStream(
                        target,
                        BLOCKSIZE.SIZE_1MB,
                        -1,
                        LZ4Factory.fastestInstance().fastCompressor(),
                        XXHashFactory.fastestInstance().hash32(),
                        FLG.Bits.BLOCK_INDEPENDENCE,
                        FLG.Bits.CONTENT_CHECKSUM)) {
            content.writeTo(frame);
        }
        return target.toByteArray();
    }
}
