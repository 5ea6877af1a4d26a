package io.networkanalytics.model;

import com.google.protobuf.ByteString;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Longest-prefix match: a hash table for each prefix length in use, tried from the longest. Real
 * tables use a handful of lengths, so a look-up is a handful of hash look-ups.
 *
 * <p>Not safe for use by several threads.
 *
 * @param <V> what a prefix stands for
 */
public final class PrefixTable<V> {

    private final TreeMap<Integer, Map<IpPrefix, V>> byLength =
            new TreeMap<>((a, b) -> Integer.compare(b, a));
    private int size;

    /**
     * Adds or replaces a prefix.
     *
     * @param prefix the prefix
     * @param value what it stands for
     */
    public void put(IpPrefix prefix, V value) {
        V before =
                byLength.computeIfAbsent(prefix.length(), length -> new HashMap<>())
                        .put(prefix, value);
        size += before == null ? 1 : 0;
    }

    /**
     * Removes a prefix, if it is there.
     *
     * @param prefix the prefix
     */
    public void remove(IpPrefix prefix) {
        Map<IpPrefix, V> prefixes = byLength.get(prefix.length());
        if (prefixes != null && prefixes.remove(prefix) != null) {
            size--;
            if (prefixes.isEmpty()) {
                byLength.remove(prefix.length());
            }
        }
    }

    /**
     * Finds the longest prefix that contains an address.
     *
     * @param address 16 bytes, IPv4 mapped; anything else is in no prefix
     * @return what the prefix stands for
     */
    public Optional<V> longestMatch(ByteString address) {
        if (address.size() != 16) {
            return Optional.empty();
        }
        long high = IpAddresses.high(address);
        long low = IpAddresses.low(address);
        for (Map.Entry<Integer, Map<IpPrefix, V>> entry : byLength.entrySet()) {
            int length = entry.getKey();
            IpPrefix candidate =
                    new IpPrefix(
                            high & IpPrefix.highMask(length),
                            low & IpPrefix.lowMask(length),
                            length);
            V value = entry.getValue().get(candidate);
            if (value != null) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    /**
     * Number of prefixes.
     *
     * @return 0 or more
     */
    public int size() {
        return size;
    }
}
