package io.networkanalytics.forwarder.capture;

/** The dialects of pcap, told apart by the first four bytes. */
enum PcapVariant {
    MICROSECONDS(0xa1b2c3d4, 1_000, 16),
    NANOSECONDS(0xa1b23c4d, 1, 16),
    /**
     * Of patched Linux systems of the 1990s: interface, protocol and packet type in each header.
     */
    KUZNETZOV(0xa1b2cd34, 1_000, 24);

    final int magic;
    final int nanosPerTick;
    final int recordHeaderLength;

    PcapVariant(int magic, int nanosPerTick, int recordHeaderLength) {
        this.magic = magic;
        this.nanosPerTick = nanosPerTick;
        this.recordHeaderLength = recordHeaderLength;
    }

    /**
     * @param firstBytes big-endian; reversed if the file is little-endian
     * @return null if this is no pcap
     */
    static PcapVariant of(int firstBytes) {
        for (PcapVariant variant : values()) {
            if (variant.magic == firstBytes || variant.isLittleEndian(firstBytes)) {
                return variant;
            }
        }
        return null;
    }

    boolean isLittleEndian(int firstBytes) {
        return magic == Integer.reverseBytes(firstBytes);
    }
}
