package io.networkanalytics.model.codec;

import com.google.protobuf.ByteString;
import java.util.Arrays;

/**
 * Writes protobuf's wire format (proto3: what is empty or 0 is left out) into one array that is
 * reused. For one thread.
 */
final class WireWriter {

    /** More than all numbers of a sample take together: texts ask for room, numbers do not. */
    private static final int NUMBERS_BYTES = 2048;

    /** An array that grew beyond this for one sample is not kept. */
    private static final int MAX_KEPT_BYTES = 1 << 16;

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;

    private byte[] buffer = new byte[2 * NUMBERS_BYTES];
    private int at;

    void begin() {
        at = 0;
        if (buffer.length > MAX_KEPT_BYTES) {
            buffer = new byte[2 * NUMBERS_BYTES];
        }
    }

    /** What was written since {@link #begin}, copied. */
    byte[] copy() {
        return Arrays.copyOf(buffer, at);
    }

    void uint32(int field, int value) {
        if (value != 0) {
            tag(field, VARINT);
            varint(value);
        }
    }

    void uint64(int field, long value) {
        if (value != 0) {
            tag(field, VARINT);
            while ((value & ~0x7FL) != 0) {
                buffer[at++] = (byte) (value | 0x80);
                value >>>= 7;
            }
            buffer[at++] = (byte) value;
        }
    }

    void fixed64(int field, long value) {
        if (value != 0) {
            tag(field, FIXED64);
            for (int i = 0; i < Long.BYTES; i++) {
                buffer[at++] = (byte) (value >>> (8 * i));
            }
        }
    }

    void bool(int field, boolean value) {
        if (value) {
            tag(field, VARINT);
            buffer[at++] = 1;
        }
    }

    void string(int field, String value) {
        if (!value.isEmpty()) {
            int length = Utf8.length(value);
            delimited(field, length);
            Utf8.write(value, length, buffer, at);
            at += length;
        }
    }

    void bytes(int field, ByteString value) {
        if (!value.isEmpty()) {
            delimited(field, value.size());
            append(value);
        }
    }

    /** One entry of a map of texts: a message whose two fields are always there. */
    void entry(int field, String key, String value) {
        int keyLength = Utf8.length(key);
        int valueLength = Utf8.length(value);
        delimited(field, textBytes(keyLength) + textBytes(valueLength));
        text(1, key, keyLength);
        text(2, value, valueLength);
    }

    /** Fields as they came, encoded before. */
    void encoded(ByteString fields) {
        require(fields.size());
        append(fields);
    }

    private void append(ByteString value) {
        value.copyTo(buffer, at);
        at += value.size();
    }

    private static int textBytes(int length) {
        return 1 + varintBytes(length) + length;
    }

    private void text(int field, String text, int length) {
        tag(field, BYTES);
        varint(length);
        Utf8.write(text, length, buffer, at);
        at += length;
    }

    private void delimited(int field, int length) {
        require(length);
        tag(field, BYTES);
        varint(length);
    }

    private void require(int bytes) {
        int needed = at + bytes + NUMBERS_BYTES;
        if (needed > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(needed, 2 * buffer.length));
        }
    }

    private void tag(int field, int type) {
        int tag = field << 3 | type;
        if (tag < 0x80) {
            buffer[at++] = (byte) tag;
        } else {
            buffer[at++] = (byte) (tag | 0x80);
            buffer[at++] = (byte) (tag >>> 7); // fields up to 2047
        }
    }

    private void varint(int value) {
        while ((value & ~0x7F) != 0) {
            buffer[at++] = (byte) (value | 0x80);
            value >>>= 7;
        }
        buffer[at++] = (byte) value;
    }

    private static int varintBytes(int value) {
        return Math.max(1, (38 - Integer.numberOfLeadingZeros(value)) / 7);
    }
}
