package io.networkanalytics.job.attack;

import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.Weight;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * Counts packets by second, prefix and vector until it is drained. However much goes to one target,
 * what leaves is one count with a bounded number of digests. Not safe for use by several threads.
 */
final class TrafficBuffer {

    private record Slot(PrefixKey key, long second, int vector) {}

    /** Mutable sums, so that a packet that is not kept costs nothing. */
    private static final class Sums {
        private long packets;
        private long bits;
        private long samples;
        private String preference = "";
        private double threshold;

        /** Lowest priority first. */
        private final PriorityQueue<PacketDigest> kept =
                new PriorityQueue<>(DigestSample.BY_PRIORITY.reversed());
    }

    private final int mostDigests;
    private final Map<Slot, Sums> slots = new HashMap<>();

    TrafficBuffer(int mostDigests) {
        this.mostDigests = mostDigests;
    }

    /** Counts a sample; one that stands for no packets is not counted. */
    void add(AnnotatedSample sample, SampleTarget target, long second, int vector) {
        long packets = Weight.packets(sample.sample());
        if (packets == 0) {
            return;
        }
        Sums sums =
                slots.computeIfAbsent(new Slot(target.prefix(), second, vector), s -> new Sums());
        sums.packets += packets;
        sums.bits += Weight.bits(sample.sample());
        sums.samples++;
        String preference = sample.account().attackPreference();
        if (preference.compareTo(sums.preference) > 0) {
            sums.preference = preference;
        }
        keep(sums, PacketDigest.of(sample));
    }

    private void keep(Sums sums, PacketDigest digest) {
        if (sums.kept.size() < mostDigests) {
            sums.kept.add(digest);
        } else if (DigestSample.BY_PRIORITY.compare(digest, sums.kept.element()) < 0) {
            sums.threshold = Math.max(sums.threshold, DigestSample.priority(sums.kept.remove()));
            sums.kept.add(digest);
        } else {
            sums.threshold = Math.max(sums.threshold, DigestSample.priority(digest));
        }
    }

    /** Number of counts that {@link #drain} would give. */
    int size() {
        return slots.size();
    }

    /** Gives all counts and forgets them. */
    void drain(Consumer<TrafficCount> out) {
        slots.forEach(
                (slot, sums) ->
                        out.accept(
                                new TrafficCount(
                                        slot.key(), slot.second(), slot.vector(), of(sums))));
        slots.clear();
    }

    private static VectorTraffic of(Sums sums) {
        List<PacketDigest> digests = new ArrayList<>(sums.kept);
        digests.sort(DigestSample.BY_PRIORITY);
        return new VectorTraffic(
                sums.packets,
                sums.bits,
                sums.samples,
                sums.preference,
                new DigestSample(List.copyOf(digests), sums.threshold));
    }
}
