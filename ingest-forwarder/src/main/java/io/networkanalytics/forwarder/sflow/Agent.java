package io.networkanalytics.forwarder.sflow;

import io.micrometer.core.instrument.Counter;
import io.networkanalytics.forwarder.intake.Exporter;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One sFlow instance: an agent's sub-agent, as it sends from one address. Knows which of its
 * datagrams are missing, late or doubled. Its monitor is held while a datagram of it is decoded.
 */
final class Agent {

    /** What a datagram is in the row of its agent's datagrams. */
    enum Arrival {
        IN_ORDER,
        LATE,
        REPEATED
    }

    private static final int MAX_STEP = 1 << 16;
    private static final int WINDOW = 64;
    private static final int UPTIME_BACK_MILLIS = 10_000;
    private static final int MAX_DATA_SOURCES = 4096;

    private final Exporter exporter;
    private final Map<Long, LossLedger> ledgers;
    private final Map<Long, LossLedger> notificationLedgers;
    private final int[] checksums = new int[WINDOW];
    private boolean started;
    private int lastSequence;
    private int lastUptime;
    private long lostDatagrams;

    Agent(Exporter exporter, Counter evictions) {
        this.exporter = exporter;
        this.ledgers = ledgers(evictions);
        this.notificationLedgers = ledgers(evictions);
    }

    private static Map<Long, LossLedger> ledgers(Counter evictions) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Long, LossLedger> eldest) {
                boolean evict = size() > MAX_DATA_SOURCES;
                if (evict) {
                    evictions.increment();
                }
                return evict;
            }
        };
    }

    Exporter exporter() {
        return exporter;
    }

    /** Datagrams that were missing, ever: it only grows. */
    long lostDatagrams() {
        return lostDatagrams;
    }

    /** Of the flow samples of a data source. */
    LossLedger ledger(int sourceClass, int sourceIndex) {
        return ledgers.computeIfAbsent(
                key(sourceClass, sourceIndex), absent -> LossLedger.ofSamples());
    }

    /** Of the drop notifications of a data source, which have numbers of their own. */
    LossLedger notificationLedger(int sourceClass, int sourceIndex) {
        return notificationLedgers.computeIfAbsent(
                key(sourceClass, sourceIndex), absent -> LossLedger.ofNotifications());
    }

    private static long key(int sourceClass, int sourceIndex) {
        return (long) sourceClass << 32 | Integer.toUnsignedLong(sourceIndex);
    }

    /**
     * Notes a datagram.
     *
     * @param sequence of the instance; wraps at 2^32
     * @param uptimeMillis of the agent; wraps at 2^32. Agents exist that always say 0
     * @param checksum of all bytes: a datagram that the network doubled has the same number and the
     *     same bytes, while agents that do not number have other bytes
     */
    Arrival arrived(int sequence, int uptimeMillis, int checksum) {
        int step = sequence - lastSequence;
        int slot = sequence & WINDOW - 1;
        boolean near = started && step > -WINDOW && step <= MAX_STEP;
        if (near && step <= 0 && checksums[slot] == checksum) {
            return Arrival.REPEATED;
        }
        boolean restarted = uptimeMillis - lastUptime < -UPTIME_BACK_MILLIS;
        checksums[slot] = checksum;
        if (near && !restarted && step < 0) {
            exporter.meters().recovered("datagrams");
            return Arrival.LATE;
        }
        if (near && !restarted) {
            if (step > 1) {
                lostDatagrams += step - 1;
                exporter.meters().lost("datagrams", step - 1L);
            }
        } else if (started) {
            // Its counters began anew: nothing can be concluded from the jump.
            exporter.meters().discontinuity();
            ledgers.clear();
            notificationLedgers.clear();
        }
        started = true;
        lastSequence = sequence;
        lastUptime = uptimeMillis;
        return Arrival.IN_ORDER;
    }
}
