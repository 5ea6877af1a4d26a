package io.networkanalytics.forwarder.capture;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The interfaces of one pcapng section: link type, snap length, and what their timestamps mean. */
final class PcapngInterfaces {
    private static final int MAX_INTERFACES = 65_536;

    private static final int END_OF_OPTIONS = 0;
    private static final int TIMESTAMP_RESOLUTION = 9;
    private static final int TIMESTAMP_OFFSET = 14;

    private final CaptureInput input;
    private final List<Interface> interfaces = new ArrayList<>();
    private Interface selected;

    private record Interface(int link, long snapLength, TimestampUnit unit, long offsetSeconds) {}

    PcapngInterfaces(CaptureInput input) {
        this.input = input;
    }

    void clear() {
        interfaces.clear();
    }

    /**
     * Reads an interface description block behind its length.
     *
     * @param bodyEnd where its options end at the latest, in bytes from the start of the block
     */
    void add(long bodyEnd) throws IOException {
        if (interfaces.size() == MAX_INTERFACES) {
            throw input.malformed(
                    String.format(
                            "is interface %,d of a section, above the limit", MAX_INTERFACES));
        }
        int link = input.pair16() >>> 16;
        long snapLength = Integer.toUnsignedLong(input.int32());
        TimestampUnit unit = TimestampUnit.MICROSECONDS;
        long offsetSeconds = 0;
        while (bodyEnd - input.recordBytes() >= 4) {
            int option = input.pair16();
            int code = option >>> 16;
            int length = option & 0xffff;
            int padded = (length + 3) & ~3;
            if (code == END_OF_OPTIONS) {
                break;
            }
            if (padded > bodyEnd - input.recordBytes()) {
                throw input.malformed(
                        String.format("has option %d of %,d bytes, beyond its end", code, length));
            }
            if (code == TIMESTAMP_RESOLUTION && length == 1) {
                unit = new TimestampUnit(input.firstByte());
            } else if (code == TIMESTAMP_OFFSET && length == 8) {
                offsetSeconds = input.int64();
            } else {
                input.skip(padded);
            }
        }
        interfaces.add(
                new Interface(
                        link, snapLength == 0 ? Long.MAX_VALUE : snapLength, unit, offsetSeconds));
    }

    /** Makes the following questions about this interface of the section. */
    void select(int number) throws CaptureFormatException {
        if (number < 0 || number >= interfaces.size()) {
            throw input.malformed(
                    String.format(
                            "is a packet of interface %,d, of which the section describes %,d",
                            Integer.toUnsignedLong(number), interfaces.size()));
        }
        selected = interfaces.get(number);
    }

    int link() {
        return selected.link;
    }

    /** Bytes; Long.MAX_VALUE if there is no limit. */
    long snapLength() {
        return selected.snapLength;
    }

    /** Nanoseconds since 1970 of a timestamp in the unit of the interface. */
    long nanos(long timestamp) {
        return selected.unit.nanos(timestamp) + selected.offsetSeconds * 1_000_000_000;
    }
}
