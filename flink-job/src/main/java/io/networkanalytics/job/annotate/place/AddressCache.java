package io.networkanalytics.job.annotate.place;

import io.networkanalytics.model.AddressFacts;
import java.util.Arrays;

/**
 * Facts of the addresses, or blocks of addresses, that were asked for lately. Of fixed size and
 * without allocation: each key has a pair of slots, and of three keys that share a pair the oldest
 * goes.
 */
final class AddressCache {

    private final long[] highs;
    private final long[] lows;
    private final AddressFacts[] facts;
    private final int shift;

    /**
     * An empty cache.
     *
     * @param bits logarithm of the number of slots, 2 to 24; a slot takes 20 bytes
     */
    AddressCache(int bits) {
        highs = new long[1 << bits];
        lows = new long[1 << bits];
        facts = new AddressFacts[1 << bits];
        shift = 65 - bits;
    }

    /** The facts, or null if they are not here. */
    AddressFacts get(long high, long low) {
        int slot = slot(high, low);
        if (highs[slot] == high && lows[slot] == low) {
            return facts[slot];
        }
        int second = slot + 1;
        return highs[second] == high && lows[second] == low ? facts[second] : null;
    }

    /** Keeps the facts of a key that is not here. */
    void put(long high, long low, AddressFacts value) {
        int slot = slot(high, low);
        highs[slot + 1] = highs[slot];
        lows[slot + 1] = lows[slot];
        facts[slot + 1] = facts[slot];
        highs[slot] = high;
        lows[slot] = low;
        facts[slot] = value;
    }

    void clear() {
        Arrays.fill(facts, null);
    }

    private int slot(long high, long low) {
        long hash = (high * 0x9E3779B97F4A7C15L ^ low) * 0xC2B2AE3D27D4EB4FL;
        return (int) ((hash ^ (hash << 29)) >>> shift) << 1;
    }
}
