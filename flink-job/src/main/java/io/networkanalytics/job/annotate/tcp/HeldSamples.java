package io.networkanalytics.job.annotate.tcp;

import io.networkanalytics.model.AnnotatedSample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Samples by the second of their event time, until it is known. Not safe for several threads. */
final class HeldSamples {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private record Second(long heldSinceMillis, List<AnnotatedSample> samples) {}

    private final TreeMap<Long, Second> bySecond = new TreeMap<>();
    private int size;

    static long secondOf(AnnotatedSample sample) {
        return Math.floorDiv(sample.eventTimeNanos(), NANOS_PER_SECOND);
    }

    void add(AnnotatedSample sample, long nowMillis) {
        bySecond.computeIfAbsent(
                        secondOf(sample), second -> new Second(nowMillis, new ArrayList<>()))
                .samples()
                .add(sample);
        size++;
    }

    int size() {
        return size;
    }

    /** Gives the samples up to a second, in order of their seconds, and forgets them. */
    void releaseUpTo(long second, BiConsumer<Long, AnnotatedSample> out) {
        while (!bySecond.isEmpty() && bySecond.firstKey() <= second) {
            releaseFirst(out);
        }
    }

    /** Gives the samples that have been held since a time or longer, and all before them. */
    void releaseHeldSince(long millis, BiConsumer<Long, AnnotatedSample> out) {
        long last =
                bySecond.entrySet().stream()
                        .filter(entry -> entry.getValue().heldSinceMillis() <= millis)
                        .mapToLong(Map.Entry::getKey)
                        .max()
                        .orElse(Long.MIN_VALUE);
        releaseUpTo(last, out);
    }

    /** Gives the samples of the first second. */
    void releaseFirst(BiConsumer<Long, AnnotatedSample> out) {
        Map.Entry<Long, Second> first = bySecond.pollFirstEntry();
        size -= first.getValue().samples().size();
        first.getValue().samples().forEach(sample -> out.accept(first.getKey(), sample));
    }

    List<AnnotatedSample> all() {
        List<AnnotatedSample> all = new ArrayList<>(size);
        bySecond.values().forEach(second -> all.addAll(second.samples()));
        return all;
    }
}
