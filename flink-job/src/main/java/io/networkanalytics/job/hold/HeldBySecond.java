package io.networkanalytics.job.hold;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Samples by the second of their event time. Not safe for several threads.
 *
 * @param <T> the sample, in whatever form
 */
final class HeldBySecond<T> {

    private static final class Second<T> {
        private final long heldSinceLook;
        private final List<T> samples = new ArrayList<>();
        private long bytes;

        Second(long heldSinceLook) {
            this.heldSinceLook = heldSinceLook;
        }
    }

    private final TreeMap<Long, Second<T>> bySecond = new TreeMap<>();
    private int size;
    private long bytes;

    /**
     * Adds a sample.
     *
     * @param second seconds since 1970
     * @param sampleBytes what it takes in memory, about
     * @param look number of the look at which it arrived
     */
    void add(long second, T sample, long sampleBytes, long look) {
        Second<T> held = bySecond.computeIfAbsent(second, s -> new Second<>(look));
        held.samples.add(sample);
        held.bytes += sampleBytes;
        bytes += sampleBytes;
        size++;
    }

    int size() {
        return size;
    }

    long bytes() {
        return bytes;
    }

    /** Gives the samples up to a second, in order of their seconds, and forgets them. */
    void releaseUpTo(long second, BiConsumer<Long, T> out) {
        while (!bySecond.isEmpty() && bySecond.firstKey() <= second) {
            releaseFirst(out);
        }
    }

    /** Gives the samples that have been held since a look or longer, and all before them. */
    void releaseHeldSince(long look, BiConsumer<Long, T> out) {
        long last =
                bySecond.entrySet().stream()
                        .filter(entry -> entry.getValue().heldSinceLook <= look)
                        .mapToLong(Map.Entry::getKey)
                        .max()
                        .orElse(Long.MIN_VALUE);
        releaseUpTo(last, out);
    }

    /** Gives the samples of the first second. */
    void releaseFirst(BiConsumer<Long, T> out) {
        Map.Entry<Long, Second<T>> first = bySecond.pollFirstEntry();
        size -= first.getValue().samples.size();
        bytes -= first.getValue().bytes;
        first.getValue().samples.forEach(sample -> out.accept(first.getKey(), sample));
    }

    List<T> all() {
        List<T> all = new ArrayList<>(size);
        bySecond.values().forEach(second -> all.addAll(second.samples));
        return all;
    }
}
