package io.networkanalytics.forwarder.netflow;

import io.micrometer.core.instrument.Gauge;
import io.networkanalytics.forwarder.observe.ForwarderMetrics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Data that came before its template: over UDP templates are repeated now and then, so after a
 * start of the forwarder, or the loss of a datagram, data comes first. Bounded in bytes and time;
 * what leaves without being decoded is given back, so that it is counted and kept as a dead letter.
 * Thread-safe.
 */
final class HeldSets {

    private final long maxBytes;
    private final long maxNanos;
    private final Map<Long, HeldSet> inOrder = new LinkedHashMap<>();
    private final Map<Key, List<Long>> byTemplate = new HashMap<>();
    private long nextSerial;
    private long bytes;

    HeldSets(HeldBounds bounds, ForwarderMetrics metrics, String input) {
        maxBytes = bounds.bytes();
        maxNanos = bounds.time().toNanos();
        Gauge.builder(ForwarderMetrics.HELD_BYTES, this, HeldSets::bytes)
                .tag("input", input)
                .register(metrics.registry());
    }

    /** Holds a copy of a set. */
    synchronized void hold(
            Domain domain, int templateId, MessageHeader header, byte[] copyOfRecords) {
        HeldSet set = new HeldSet(nextSerial++, domain, templateId, header, copyOfRecords);
        inOrder.put(set.serial(), set);
        byTemplate
                .computeIfAbsent(new Key(domain, templateId), key -> new ArrayList<>(1))
                .add(set.serial());
        bytes += set.weight();
    }

    /**
     * What waited for a template that is there now, in the order of arrival; it is held no more.
     */
    synchronized List<HeldSet> take(Domain domain, int templateId) {
        List<Long> serials = byTemplate.remove(new Key(domain, templateId));
        if (serials == null) {
            return List.of();
        }
        List<HeldSet> sets = new ArrayList<>(serials.size());
        for (Long serial : serials) {
            HeldSet set = inOrder.remove(serial);
            bytes -= set.weight();
            sets.add(set);
        }
        return sets;
    }

    /** What waited too long, or is the oldest of too much; it is held no more. */
    synchronized List<HeldSet> expire(long nowNanos) {
        if (inOrder.isEmpty()) {
            return List.of();
        }
        List<HeldSet> expired = new ArrayList<>(0);
        Iterator<HeldSet> eldest = inOrder.values().iterator();
        while (eldest.hasNext()) {
            HeldSet set = eldest.next();
            if (bytes <= maxBytes && nowNanos - set.header().receivedAtNanos() <= maxNanos) {
                break;
            }
            eldest.remove();
            forget(set);
            expired.add(set);
        }
        return expired;
    }

    synchronized long bytes() {
        return bytes;
    }

    private void forget(HeldSet set) {
        bytes -= set.weight();
        Key key = new Key(set.domain(), set.templateId());
        List<Long> serials = byTemplate.get(key);
        // The oldest of all is the oldest of its template.
        serials.remove(0);
        if (serials.isEmpty()) {
            byTemplate.remove(key);
        }
    }

    private record Key(Domain domain, int templateId) {}
}
