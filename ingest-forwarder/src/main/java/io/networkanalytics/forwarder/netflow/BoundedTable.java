package io.networkanalytics.forwarder.netflow;

import io.micrometer.core.instrument.Counter;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.ToIntFunction;

/**
 * What was used longest ago leaves first. Bounded by a weight over all keys, so that no number of
 * senders, real or invented, takes more memory. Thread-safe.
 */
final class BoundedTable<K, V> {

    private final long maxWeight;
    private final ToIntFunction<V> weigher;
    private final Counter evictions;
    private final Map<K, V> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long weight;

    /**
     * @param maxWeight of all values together
     * @param weigher of one value, 1 or more
     * @param evictions counts what leaves
     */
    BoundedTable(long maxWeight, ToIntFunction<V> weigher, Counter evictions) {
        this.maxWeight = maxWeight;
        this.weigher = weigher;
        this.evictions = evictions;
    }

    synchronized V get(K key) {
        return entries.get(key);
    }

    synchronized void put(K key, V value) {
        V before = entries.put(key, value);
        weight += weigher.applyAsInt(value) - (before == null ? 0 : weigher.applyAsInt(before));
        Iterator<V> eldest = entries.values().iterator();
        while (weight > maxWeight && entries.size() > 1) {
            weight -= weigher.applyAsInt(eldest.next());
            eldest.remove();
            evictions.increment();
        }
    }

    synchronized void remove(K key) {
        V before = entries.remove(key);
        if (before != null) {
            weight -= weigher.applyAsInt(before);
        }
    }

    /** Goes through all entries: rare. */
    synchronized void removeIf(BiPredicate<K, V> condition) {
        Iterator<Map.Entry<K, V>> all = entries.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<K, V> entry = all.next();
            if (condition.test(entry.getKey(), entry.getValue())) {
                weight -= weigher.applyAsInt(entry.getValue());
                all.remove();
            }
        }
    }

    synchronized int size() {
        return entries.size();
    }
}
