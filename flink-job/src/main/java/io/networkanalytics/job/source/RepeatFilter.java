package io.networkanalytics.job.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Recognises samples that were shipped twice. Within one partition the sequences of one exporter
 * and epoch only grow (the producer's promise, see packet_sample.proto), so the highest one seen is
 * all there is to remember.
 *
 * <p>Bounded: of the exporters and epochs of a partition that were silent longest, the oldest is
 * forgotten at {@code maxEntriesPerPartition}. A repeat of a forgotten one would pass; that takes
 * more exporters (or restarts of them) at once than the bound. Not safe for use by several threads.
 */
final class RepeatFilter {

    private record Origin(String exporterId, long epochMicros) {}

    private final Map<Integer, LinkedHashMap<Origin, Long>> highestByPartition = new HashMap<>();
    private final int maxEntriesPerPartition;
    private long forgotten;

    RepeatFilter(int maxEntriesPerPartition) {
        this.maxEntriesPerPartition = maxEntriesPerPartition;
    }

    /**
     * Remembers a sample and says whether it was there before.
     *
     * @param sequence unsigned
     * @return true if this sample or a later one of the same origin was seen in the partition
     */
    boolean isRepeat(int partition, String exporterId, long epochMicros, long sequence) {
        LinkedHashMap<Origin, Long> highest = entries(partition);
        Origin origin = new Origin(exporterId, epochMicros);
        Long before = highest.get(origin);
        if (before != null && Long.compareUnsigned(sequence, before) <= 0) {
            return true;
        }
        highest.put(origin, sequence);
        if (before == null && highest.size() > maxEntriesPerPartition) {
            Iterator<Origin> oldest = highest.keySet().iterator();
            oldest.next();
            oldest.remove();
            forgotten++;
        }
        return false;
    }

    /**
     * Takes over what another instance, or this one earlier, remembered: the higher sequence wins.
     */
    void restore(RepeatState state) {
        entries(state.partition())
                .merge(
                        new Origin(state.exporterId(), state.epochMicros()),
                        state.sequence(),
                        (a, b) -> Long.compareUnsigned(a, b) >= 0 ? a : b);
    }

    /** What is remembered of one partition. */
    List<RepeatState> snapshot(int partition) {
        List<RepeatState> states = new ArrayList<>();
        highestByPartition
                .getOrDefault(partition, new LinkedHashMap<>())
                .forEach(
                        (o, seq) ->
                                states.add(
                                        new RepeatState(
                                                partition, o.exporterId(), o.epochMicros(), seq)));
        return states;
    }

    /** The partitions of which something is remembered. */
    List<Integer> partitions() {
        return List.copyOf(highestByPartition.keySet());
    }

    /** How many origins were forgotten for the bound. */
    long forgotten() {
        return forgotten;
    }

    private LinkedHashMap<Origin, Long> entries(int partition) {
        // In access order, so that the first entry is the one that was silent longest.
        return highestByPartition.computeIfAbsent(
                partition, p -> new LinkedHashMap<>(16, 0.75f, true));
    }
}
