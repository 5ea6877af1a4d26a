package io.networkanalytics.clickhouse;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A byte array that grows; numbers little endian, as ClickHouse has them. */
final class GrowableBytes {

    private byte[] array = new byte[256];
    private int size;

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    void putByte(int value) {
        ensure(1);
        array[size++] = (byte) value;
    }

    void putShort(int value) {
        ensure(2);
        LittleEndian.putShort(array, size, value);
        size += 2;
    }

    void putInt(int value) {
        ensure(4);
        LittleEndian.putInt(array, size, value);
        size += 4;
    }

    void putLong(long value) {
        ensure(8);
        LittleEndian.putLong(array, size, value);
        size += 8;
    }

    /** Appends values that lie {@code stride} apart. */
    void putStrided(byte[] from, int first, int stride, int count, int width) {
        int start = reserve(count * width);
        LittleEndian.copyStrided(from, first, stride, count, width, array, start);
    }

    /** LEB128, unsigned. */
    void putVarInt(int value) {
        ensure(5);
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            array[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        array[size++] = (byte) rest;
    }

    /** Length and UTF-8; allocates only where the text is not ASCII. */
    void putText(String text) {
        int length = text.length();
        int start = size;
        putVarInt(length);
        ensure(length);
        byte[] target = array;
        int at = size;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                size = start;
                putBytes(text.getBytes(StandardCharsets.UTF_8));
                return;
            }
            target[at + i] = (byte) c;
        }
        size = at + length;
    }

    private void putBytes(byte[] bytes) {
        putVarInt(bytes.length);
        System.arraycopy(bytes, 0, array, reserve(bytes.length), bytes.length);
    }

    /** Makes room that the caller fills in {@link #array}, and returns where it begins. */
    int reserve(int length) {
        ensure(length);
        int at = size;
        size += length;
        return at;
    }

    /** The array itself; valid until the next call that grows it. */
    byte[] array() {
        return array;
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(array, 0, size);
    }

    private void ensure(int more) {
        if (array.length - size < more) {
            grow(more);
        }
    }

    private void grow(int more) {
        long needed = (long) size + more;
        if (needed > Integer.MAX_VALUE - 16) {
            throw new IllegalStateException(
                    "A column of the open block would have "
                            + needed
                            + " bytes, the limit is 2 GiB. The rows are read again from the last checkpoint."
                            + " Lower maxBlockBytes.");
        }
        array =
                Arrays.copyOf(
                        array,
                        (int)
                                Math.min(
                                        Integer.MAX_VALUE - 16,
                                        Math.max(needed, array.length * 2L)));
    }
}
