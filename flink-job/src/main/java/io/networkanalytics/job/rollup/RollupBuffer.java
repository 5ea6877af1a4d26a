package io.networkanalytics.job.rollup;

import com.google.protobuf.ByteString;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.Decision;
import io.networkanalytics.model.IpAddresses;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.Weight;
import io.networkanalytics.model.rollup.PortClass;
import io.networkanalytics.model.rollup.RollupKey;
import io.networkanalytics.model.rollup.RollupRow;
import io.networkanalytics.model.rollup.RollupSums;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Sums samples by minute and key until it is drained. A burst of traffic to one target becomes a
 * handful of rows here, beside the source, whatever its volume. Not safe for use by several
 * threads.
 */
final class RollupBuffer {

    private static final long NANOS_PER_MINUTE = 60_000_000_000L;

    private record Slot(long minute, RollupKey key) {}

    /** Mutable sums, so that a sample costs no allocation beyond its key. */
    private static final class Sums {
        private long packets;
        private long bits;
        private long samples;
        private double packetsVariance;
        private double bitsVariance;
    }

    private final Map<Slot, Sums> slots = new HashMap<>();

    /** Adds a sample. */
    void add(AnnotatedSample annotated) {
        PacketSample sample = annotated.sample();
        Slot slot = new Slot(minuteOf(annotated.eventTimeNanos()), keyOf(annotated));
        Sums sums = slots.computeIfAbsent(slot, s -> new Sums());
        double w = Weight.interval(sample);
        // A notification has weight 0: it is counted as a sample, and nothing else of it is.
        double spread = Math.max(0, w * (w - 1));
        double bits = 8.0 * sample.getBytes();
        sums.packets += Weight.packets(sample);
        sums.bits += Weight.bits(sample);
        sums.samples++;
        sums.packetsVariance += spread * sample.getPackets() * sample.getPackets();
        sums.bitsVariance += spread * bits * bits;
    }

    /** Number of rows that {@link #drain} would give. */
    int size() {
        return slots.size();
    }

    /** Gives all rows and forgets them. */
    void drain(Consumer<RollupRow> out) {
        slots.forEach(
                (slot, s) ->
                        out.accept(
                                new RollupRow(
                                        slot.minute(),
                                        slot.key(),
                                        new RollupSums(
                                                s.packets,
                                                s.bits,
                                                s.samples,
                                                s.packetsVariance,
                                                s.bitsVariance))));
        slots.clear();
    }

    private static long minuteOf(long nanos) {
        return Math.floorDiv(nanos, NANOS_PER_MINUTE) * 60;
    }

    private static RollupKey keyOf(AnnotatedSample annotated) {
        PacketSample s = annotated.sample();
        Decision decision = annotated.decision();
        ByteString destination = s.getDestinationAddress();
        long high = destination.size() == 16 ? IpAddresses.high(destination) : 0;
        long low = destination.size() == 16 ? IpAddresses.low(destination) : 0;
        boolean v4 = IpAddresses.isV4(high, low);
        return new RollupKey(
                annotated.account().accountId(),
                s.getColo(),
                s.getDirection(),
                v4 ? high : high & 0xFFFF_FFFF_FFFF_0000L,
                v4 ? low & 0xFFFF_FFFF_FFFF_FF00L : 0,
                PortClass.of(s.getDestinationPort()),
                s.getIpProtocol(),
                annotated.source().asn(),
                s.getSourceSystem(),
                decision.mitigationSystem(),
                decision.outcome(),
                decision.verdict(),
                decision.reason(),
                decision.ruleId(),
                annotated.source().country(),
                annotated.attackId());
    }
}
