package io.networkanalytics.forwarder.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The first {@value #BYTES} bytes of a segment, all numbers big endian:
 *
 * <pre>
 * offset bytes
 *      0     8  magic: "NWASPOOL" in ASCII
 *      8     2  version: 1
 *     10     2  zero
 *     12     8  number of the segment
 *     20     8  ordinal of its first record
 *     28     8  salt: any number; it goes into the checksum of every record, so that neither an old block of
 *               the disk nor a record inside a payload is ever taken for a record of this segment
 *     36     4  CRC32C of the 36 bytes before
 * </pre>
 *
 * Records follow, see {@link RecordFormat}.
 *
 * @param number of the segment, 1 or more; also the name of its file
 * @param firstOrdinal ordinal of its first record
 * @param salt of its checksums
 */
record SegmentHeader(long number, long firstOrdinal, long salt) {

    static final int BYTES = 40;
    static final int VERSION = 1;

    private static final byte[] MAGIC = "NWASPOOL".getBytes(StandardCharsets.US_ASCII);

    ByteBuffer encode() {
        ByteBuffer buffer = ByteBuffer.allocate(BYTES);
        buffer.put(MAGIC)
                .putShort((short) VERSION)
                .putShort((short) 0)
                .putLong(number)
                .putLong(firstOrdinal)
                .putLong(salt);
        return buffer.putInt(checksum(buffer)).flip();
    }

    /**
     * Empty if the bytes are no sound header.
     *
     * @throws IOException if they are one of a version that this program does not know
     */
    static Optional<SegmentHeader> decode(ByteBuffer buffer) throws IOException {
        if (buffer.remaining() < BYTES || buffer.getInt(36) != checksum(buffer)) {
            return Optional.empty();
        }
        for (int i = 0; i < MAGIC.length; i++) {
            if (buffer.get(i) != MAGIC[i]) {
                return Optional.empty();
            }
        }
        if (buffer.getShort(8) != VERSION) {
            throw new IOException(
                    "is of version "
                            + buffer.getShort(8)
                            + ", this program reads version "
                            + VERSION
                            + ": start the version that wrote it until the spool is empty");
        }
        return Optional.of(
                new SegmentHeader(buffer.getLong(12), buffer.getLong(20), buffer.getLong(28)));
    }

    private static int checksum(ByteBuffer buffer) {
        CRC32C crc = new CRC32C();
        crc.update(buffer.duplicate().position(0).limit(36));
        return (int) crc.getValue();
    }
}
