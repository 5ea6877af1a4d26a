package io.networkanalytics.clickhouse;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in byte arrays as ClickHouse has them. */
final class LittleEndian {

    private static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private LittleEndian() {}

    static void putShort(byte[] array, int at, int value) {
        SHORT.set(array, at, (short) value);
    }

    static void putInt(byte[] array, int at, int value) {
        INT.set(array, at, value);
    }

    static void putLong(byte[] array, int at, long value) {
        LONG.set(array, at, value);
    }

    static int getInt(byte[] array, int at) {
        return (int) INT.get(array, at);
    }

    /** Copies one value of 1, 2, 4, 8 or 16 bytes. */
    static void copyStrided(
            byte[] from, int first, int stride, int count, int width, byte[] to, int start) {
        int source = first;
        int target = start;
        switch (width) {
            case 1 -> {
                for (int i = 0; i < count; i++, source += stride) {
                    to[target + i] = from[source];
                }
            }
            case 2 -> {
                for (int i = 0; i < count; i++, source += stride, target += 2) {
                    SHORT.set(to, target, (short) SHORT.get(from, source));
                }
            }
            case 4 -> {
                for (int i = 0; i < count; i++, source += stride, target += 4) {
                    INT.set(to, target, (int) INT.get(from, source));
                }
            }
            default -> {
                for (int i = 0; i < count; i++, source += stride) {
                    for (int word = 0; word < width; word += 8, target += 8) {
                        LONG.set(to, target, (long) LONG.get(from, source + word));
                    }
                }
            }
        }
    }
}
