package io.networkanalytics.forwarder.capture;

import java.io.IOException;

/** pcap, in either byte order (draft-ietf-opsawg-pcap). */
final class PcapReader extends CaptureReader {
    private static final int LINK_TYPE_MASK = 0xffff;
    private static final int RECORD_HEADER_LENGTH = 16;

    private final CaptureInput input;
    private final PcapVariant variant;
    private final int minorVersion;
    private int link;

    /**
     * @param input behind the magic number
     */
    PcapReader(CaptureInput input, PcapVariant variant) throws IOException {
        super(input);
        this.input = input;
        this.variant = variant;
        input.littleEndian(variant.isLittleEndian(input.lastInt32()));
        int version = input.pair16();
        if (version >>> 16 != 2) {
            throw input.unknown(
                    String.format(
                            "is pcap of version %d.%d, not 2", version >>> 16, version & 0xffff));
        }
        minorVersion = version & 0xffff;
        // Time zone and accuracy, which nobody writes, and the snap length: files exceed their own.
        input.skip(12);
        // The upper bits say how many bytes of frame check sequence there are.
        link = input.int32() & LINK_TYPE_MASK;
    }

    @Override
    public CapturedPacket next() throws IOException {
        int first;
        int second;
        int captured;
        int original;
        do {
            if (!input.nextRecord()) {
                return null;
            }
            first = input.lastInt32();
            second = input.int32();
            captured = input.int32();
            original = input.int32();
        } while (skippedFileHeader(first, captured, original));
        long seconds = Integer.toUnsignedLong(first);
        long ticks = Integer.toUnsignedLong(second);
        // Until version 2.3 the two lengths stood the other way round; writers of 2.3 disagree.
        if (minorVersion < 3
                || (minorVersion == 3 && Integer.compareUnsigned(captured, original) > 0)) {
            int swap = captured;
            captured = original;
            original = swap;
        }
        input.skip(variant.recordHeaderLength - RECORD_HEADER_LENGTH);
        long nanos = seconds * 1_000_000_000 + ticks * variant.nanosPerTick;
        CapturedPacket packet = packet(link, true, nanos, captured, original);
        input.countPacket();
        return packet;
    }

    /**
     * Another capture may begin behind the first, as of the next writer of a named pipe: its file
     * header would be an empty packet of the year 2055.
     */
    private boolean skippedFileHeader(int first, int third, int fourth) throws IOException {
        if (first != variant.magic || third != 0 || fourth != 0) {
            return false;
        }
        input.skip(4);
        link = input.int32() & LINK_TYPE_MASK;
        return true;
    }
}
