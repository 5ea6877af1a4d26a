package io.networkanalytics.forwarder.capture;

import java.io.IOException;

/**
 * pcapng (draft-ietf-opsawg-pcapng): any number of sections in either byte order, each with its
 * interfaces. Blocks that carry no packet are skipped by their length.
 */
final class PcapngReader extends CaptureReader {
    /** The same in both byte orders. */
    static final int SECTION_HEADER = 0x0a0d0d0a;

    private static final int INTERFACE_DESCRIPTION = 1;
    private static final int OBSOLETE_PACKET = 2;
    private static final int SIMPLE_PACKET = 3;
    private static final int ENHANCED_PACKET = 6;

    private static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;
    private static final int MAJOR_VERSION = 1;
    private static final int MIN_BLOCK = 12;
    private static final int TRAILER = 4;

    private final CaptureInput input;
    private final PcapngInterfaces interfaces;

    /** Bytes of the current block, with its header and trailer; unsigned 32 bits in the file. */
    private long blockLength;

    /**
     * @param input behind the type of the first block
     */
    PcapngReader(CaptureInput input) throws IOException {
        super(input);
        this.input = input;
        interfaces = new PcapngInterfaces(input);
        section();
    }

    @Override
    public CapturedPacket next() throws IOException {
        while (input.nextRecord()) {
            int type = input.lastInt32();
            if (type == SECTION_HEADER) {
                section();
                continue;
            }
            readBlockLength();
            CapturedPacket packet =
                    switch (type) {
                        case ENHANCED_PACKET -> {
                            require(32);
                            yield timedPacket(input.int32());
                        }
                        case OBSOLETE_PACKET -> {
                            require(32);
                            yield timedPacket(input.pair16() >>> 16);
                        }
                        case SIMPLE_PACKET -> simplePacket();
                        default -> null;
                    };
            if (type == INTERFACE_DESCRIPTION) {
                require(20);
                interfaces.add(blockLength - TRAILER);
            }
            finishBlock();
            if (packet != null) {
                input.countPacket();
                return packet;
            }
        }
        return null;
    }

    private void section() throws IOException {
        // The length stands before the magic number that tells the byte order.
        input.littleEndian(false);
        int length = input.int32();
        int magic = input.int32();
        boolean littleEndian = magic == Integer.reverseBytes(BYTE_ORDER_MAGIC);
        if (!littleEndian && magic != BYTE_ORDER_MAGIC) {
            throw input.malformed(
                    String.format("is a section with 0x%08x for a byte order", magic));
        }
        input.littleEndian(littleEndian);
        setBlockLength(littleEndian ? Integer.reverseBytes(length) : length);
        require(28);
        int version = input.pair16();
        if (version >>> 16 != MAJOR_VERSION) {
            throw input.malformed(
                    String.format(
                            "is a section of pcapng version %d.%d, not %d",
                            version >>> 16, version & 0xffff, MAJOR_VERSION));
        }
        interfaces.clear();
        finishBlock();
    }

    private CapturedPacket timedPacket(int interfaceNumber) throws IOException {
        interfaces.select(interfaceNumber);
        long high = input.int32();
        long low = Integer.toUnsignedLong(input.int32());
        int captured = input.int32();
        int original = input.int32();
        requireBody(captured);
        long nanos = interfaces.nanos((high << 32) | low);
        return packet(interfaces.link(), true, nanos, captured, original);
    }

    /** Of the first interface, without a time; its captured length follows from the snap length. */
    private CapturedPacket simplePacket() throws IOException {
        require(16);
        interfaces.select(0);
        int original = input.int32();
        long captured = Math.min(Integer.toUnsignedLong(original), interfaces.snapLength());
        captured = Math.min(captured, blockLength - input.recordBytes() - TRAILER);
        return packet(
                interfaces.link(), false, 0, (int) Math.min(captured, Integer.MAX_VALUE), original);
    }

    private void readBlockLength() throws IOException {
        setBlockLength(input.int32());
    }

    private void setBlockLength(int length) throws CaptureFormatException {
        blockLength = Integer.toUnsignedLong(length);
        require(MIN_BLOCK);
        if (blockLength % 4 != 0) {
            throw input.malformed(
                    String.format("is a block of %,d bytes, no multiple of 4", blockLength));
        }
    }

    private void require(int bytes) throws CaptureFormatException {
        if (blockLength < bytes) {
            throw input.malformed(
                    String.format("is a block of %,d bytes, fewer than %,d", blockLength, bytes));
        }
    }

    private void requireBody(int captured) throws CaptureFormatException {
        long room = blockLength - input.recordBytes() - TRAILER;
        if (Integer.toUnsignedLong(captured) > room) {
            throw input.malformed(
                    String.format(
                            "claims a packet of %,d captured bytes in the %,d bytes of its block",
                            Integer.toUnsignedLong(captured), room));
        }
    }

    /** Options and padding; then the length once more, by which readers go backwards. */
    private void finishBlock() throws IOException {
        input.skip(blockLength - input.recordBytes() - TRAILER);
        long again = Integer.toUnsignedLong(input.int32());
        if (again != blockLength) {
            throw input.malformed(
                    String.format(
                            "is a block of %,d bytes by its start and %,d by its end",
                            blockLength, again));
        }
    }
}
