package io.networkanalytics.forwarder.netflow;

import com.google.protobuf.ByteString;
import io.networkanalytics.model.IpAddresses;
import java.util.Arrays;

/**
 * The fields of one record while it is read, reused for all: numbers, and where bytes are in the
 * buffer. Nothing is allocated.
 */
final class FlowFields {

    private static final int MAX_SELECTORS = 8;

    private final long[] values = new long[Field.COUNT];
    private final int[] lengths = new int[Field.COUNT];
    private final int[] generations = new int[Field.COUNT];
    private final long[] selectors = new long[MAX_SELECTORS];
    private int selectorCount;
    private int generation;
    private byte[] buffer = new byte[0];

    /** Forgets the record before. */
    void begin(byte[] recordBuffer) {
        buffer = recordBuffer;
        selectorCount = 0;
        generation++;
        if (generation == 0) {
            Arrays.fill(generations, 0);
            generation = 1;
        }
    }

    /**
     * Sets a number. Of several the first that is not zero counts: elements that are repeated stand
     * in the order in which the exporter came upon them (RFC 7011, 8), the outermost first.
     */
    void set(Field field, long value) {
        int slot = field.ordinal();
        if (field == Field.SELECTOR && selectorCount < MAX_SELECTORS) {
            selectors[selectorCount++] = value;
        }
        if (generations[slot] != generation || values[slot] == 0) {
            values[slot] = value;
            generations[slot] = generation;
        }
    }

    /** Reads a field from the record. */
    void read(Field field, int at, int length) {
        int slot = field.ordinal();
        if (field.isBytes() && has(field)) {
            return;
        }
        if (field.isBytes()) {
            values[slot] = at;
            lengths[slot] = length;
            generations[slot] = generation;
        } else if (field == Field.SAMPLE_PROBABILITY && length == Float.BYTES) {
            float value = Float.intBitsToFloat((int) ByteCursor.unsigned(buffer, at, length));
            set(field, Double.doubleToRawLongBits(value));
        } else {
            set(field, ByteCursor.unsigned(buffer, at, length));
        }
    }

    boolean has(Field field) {
        return generations[field.ordinal()] == generation;
    }

    /** The number, or 0 where the record has none. */
    long get(Field field) {
        return has(field) ? values[field.ordinal()] : 0;
    }

    /** The number cut to the width of what it describes. */
    int get(Field field, int mask) {
        return (int) get(field) & mask;
    }

    byte[] buffer() {
        return buffer;
    }

    /** Index of the first byte of a field of bytes that is there. */
    int at(Field field) {
        return (int) values[field.ordinal()];
    }

    /** Bytes of a field of bytes; 0 where the record has none. */
    int length(Field field) {
        return has(field) ? lengths[field.ordinal()] : 0;
    }

    /** Samplers or selectors that the record names, in order. */
    long[] selectors() {
        return Arrays.copyOf(selectors, selectorCount);
    }

    /** An IPv6 address that is there. */
    ByteString address(Field field) {
        int at = at(field);
        return IpAddresses.of(
                ByteCursor.unsigned(buffer, at, 8), ByteCursor.unsigned(buffer, at + 8, 8));
    }

    /** Whether an IPv6 address is there and not {@code ::}. */
    boolean hasAddress(Field field) {
        int at = at(field);
        return has(field)
                && (ByteCursor.unsigned(buffer, at, 8) | ByteCursor.unsigned(buffer, at + 8, 8))
                        != 0;
    }
}
