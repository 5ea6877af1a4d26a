package io.networkanalytics.model.packet;

/**
 * Collects small numbers and gives them as text, comma separated. Traffic repeats the same few
 * lists of options over and over, so their texts are kept and shared instead of built for each
 * packet.
 */
final class NumberList {
    private static final int MAX_PACKED = 7;
    private static final int COUNT_SHIFT = 56;

    /**
     * Indexed by a hash of the list, the latest wins: bounded whatever traffic brings. Threads race
     * for the slots without harm, since an entry never changes.
     */
    private static final Entry[] KNOWN = new Entry[1024];

    private record Entry(long packed, String text) {}

    /** Up to seven numbers, the latest in the low byte, and how many in the high byte. */
    private long packed;

    private int count;
    private StringBuilder beyond;

    /**
     * @param number 0 to 255
     */
    void add(int number) {
        if (count == MAX_PACKED) {
            beyond = new StringBuilder(textOf(packed, count));
        }
        if (beyond == null) {
            packed = (packed << 8) | number;
        } else {
            beyond.append(',').append(number);
        }
        count++;
    }

    boolean isEmpty() {
        return count == 0;
    }

    String text() {
        if (beyond != null) {
            return beyond.toString();
        }
        long key = packed | ((long) count << COUNT_SHIFT);
        int slot = (int) ((key * 0x9e3779b97f4a7c15L) >>> 54);
        Entry known = KNOWN[slot];
        if (known == null || known.packed != key) {
            known = new Entry(key, textOf(packed, count));
            KNOWN[slot] = known;
        }
        return known.text;
    }

    private static String textOf(long packed, int count) {
        StringBuilder text = new StringBuilder(4 * MAX_PACKED);
        for (int i = count - 1; i >= 0; i--) {
            text.append((packed >>> (8 * i)) & 0xff);
            if (i > 0) {
                text.append(',');
            }
        }
        return text.toString();
    }
}
