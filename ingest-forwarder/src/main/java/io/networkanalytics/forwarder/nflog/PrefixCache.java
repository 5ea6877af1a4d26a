package io.networkanalytics.forwarder.nflog;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Prefixes that were read before: a ruleset has few of them, and each is parsed once. Bounded: a
 * prefix replaces the one that has its slot. For one thread.
 */
final class PrefixCache {

    private static final int SLOTS = 1024;

    /**
     * What became of a prefix.
     *
     * @param bytes as logged
     * @param text the same
     * @param prefix null if it has not the form
     */
    record Entry(byte[] bytes, String text, NflogPrefix prefix) {}

    private final Entry[] entries = new Entry[SLOTS];

    /** The prefix in these bytes, up to a NUL. */
    Entry of(byte[] buffer, int offset, int length) {
        int end = offset;
        int hash = 0;
        while (end < offset + length && buffer[end] != 0) {
            hash = 31 * hash + buffer[end];
            end++;
        }
        int slot = (hash ^ hash >>> 16) & SLOTS - 1;
        Entry entry = entries[slot];
        if (entry == null
                || !Arrays.equals(entry.bytes, 0, entry.bytes.length, buffer, offset, end)) {
            entry = read(Arrays.copyOfRange(buffer, offset, end));
            entries[slot] = entry;
        }
        return entry;
    }

    private static Entry read(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return new Entry(bytes, text, NflogPrefix.parse(text).orElse(null));
    }
}
