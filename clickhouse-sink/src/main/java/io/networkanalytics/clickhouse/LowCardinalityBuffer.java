package io.networkanalytics.clickhouse;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * A LowCardinality(String) column: the block's different values once, and an index for each row,
 * one byte wide and wider only when there are more than 256 or 65,536 values.
 */
final class LowCardinalityBuffer {

    /**
     * Version of the key serialization, the only one there is (ClickHouse,
     * SerializationLowCardinality).
     */
    private static final long KEYS_VERSION = 1;

    private static final long HAS_ADDITIONAL_KEYS = 1L << 9;
    private static final long NEED_UPDATE_DICTIONARY = 1L << 10;

    private final GrowableBytes keys = new GrowableBytes();
    private final GrowableBytes indexes = new GrowableBytes();
    private String[] slots = new String[64];
    private int[] slotIndexes = new int[64];
    private int keyCount;
    private int rows;

    /** 0, 1, 2: an index has 1, 2 or 4 bytes. */
    private int widthLog;

    private String last;
    private int lastIndex;

    /** Bytes of keys, to be told how much they grew by. */
    int keyBytes() {
        return keys.size();
    }

    /** The index of a value, which becomes a key if it is new; to be given to one of the takes. */
    int index(String value) {
        if (!value.equals(last)) {
            lastIndex = indexOf(value);
            last = value;
        }
        return lastIndex;
    }

    /** Takes a row's index. */
    void take(int index) {
        widen();
        put(index);
        rows++;
    }

    /** Takes the indexes of several rows, four bytes each. */
    void take(byte[] stage, int first, int stride, int count) {
        widen();
        int at = first;
        for (int i = 0; i < count; i++, at += stride) {
            put(LittleEndian.getInt(stage, at));
        }
        rows += count;
    }

    private void put(int index) {
        switch (widthLog) {
            case 0 -> indexes.putByte(index);
            case 1 -> indexes.putShort(index);
            default -> indexes.putInt(index);
        }
    }

    /** Comes before the data of the column, and before all data where the column is nested. */
    static void writePrefix(OutputStream out) throws IOException {
        GrowableBytes prefix = new GrowableBytes();
        prefix.putLong(KEYS_VERSION);
        prefix.writeTo(out);
    }

    /** Nothing at all for no rows, as the server has it. */
    void writeTo(OutputStream out) throws IOException {
        if (rows == 0) {
            return;
        }
        GrowableBytes head = new GrowableBytes();
        head.putLong(widthLog | HAS_ADDITIONAL_KEYS | NEED_UPDATE_DICTIONARY);
        head.putLong(keyCount);
        head.writeTo(out);
        keys.writeTo(out);
        head.clear();
        head.putLong(rows);
        head.writeTo(out);
        indexes.writeTo(out);
    }

    void clear() {
        keys.clear();
        indexes.clear();
        Arrays.fill(slots, null);
        keyCount = 0;
        rows = 0;
        widthLog = 0;
        last = null;
    }

    private int indexOf(String value) {
        int at = slot(value, slots);
        if (slots[at] == null) {
            if (keyCount * 2 >= slots.length) {
                enlarge();
                at = slot(value, slots);
            }
            slots[at] = value;
            slotIndexes[at] = keyCount++;
            keys.putText(value);
        }
        return slotIndexes[at];
    }

    /** Linear probing; the table is at most half full. */
    private static int slot(String value, String[] table) {
        int hash = value.hashCode() * 0x9E3779B9;
        int at = (hash >>> 7) & (table.length - 1);
        while (table[at] != null && !table[at].equals(value)) {
            at = (at + 1) & (table.length - 1);
        }
        return at;
    }

    private void enlarge() {
        String[] larger = new String[slots.length * 2];
        int[] largerIndexes = new int[larger.length];
        for (int i = 0; i < slots.length; i++) {
            if (slots[i] != null) {
                int at = slot(slots[i], larger);
                larger[at] = slots[i];
                largerIndexes[at] = slotIndexes[i];
            }
        }
        slots = larger;
        slotIndexes = largerIndexes;
    }

    /** Makes the indexes taken so far as wide as the keys now need. */
    private void widen() {
        if (widthLog == 0 && keyCount > 1 << 8) {
            rewriteIndexes(1);
        }
        if (widthLog == 1 && keyCount > 1 << 16) {
            rewriteIndexes(2);
        }
    }

    private void rewriteIndexes(int newWidthLog) {
        byte[] old = Arrays.copyOf(indexes.array(), indexes.size());
        indexes.clear();
        if (newWidthLog == 1) {
            for (byte b : old) {
                indexes.putShort(b & 0xff);
            }
        } else {
            for (int i = 0; i < old.length; i += 2) {
                indexes.putInt((old[i] & 0xff) | (old[i + 1] & 0xff) << 8);
            }
        }
        widthLog = newWidthLog;
    }
}
