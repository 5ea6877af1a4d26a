package io.networkanalytics.bench.chaos;

import io.networkanalytics.bench.detector.LiveTraffic;
import io.networkanalytics.model.PacketSample;
import java.time.Clock;
import java.time.Instant;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.locks.LockSupport;

/**
 * Samples of one exporter at a steady rate until a moment, each observed when it is asked for.
 * After a pause it goes on at its rate: a sender that was held up does not make up for it.
 */
final class PacedSamples implements Iterator<PacketSample> {

    static final String EXPORTER = "chaos";
    private static final long NANOS = 1_000_000_000L;
    private static final long BEHIND_NANOS = NANOS / 10;

    private final LiveTraffic traffic;
    private final Clock clock;
    private final long epochMicros;
    private final long endMillis;
    private final long stepNanos;
    private long dueNanos = System.nanoTime();
    private long sequence;

    PacedSamples(LiveTraffic traffic, int perSecond, Clock clock, long endMillis) {
        this.traffic = traffic;
        this.clock = clock;
        this.epochMicros = clock.millis() * 1_000;
        this.endMillis = endMillis;
        this.stepNanos = NANOS / perSecond;
    }

    @Override
    public boolean hasNext() {
        return clock.millis() < endMillis;
    }

    @Override
    public PacketSample next() {
        if (sequence == Long.MAX_VALUE) {
            throw new NoSuchElementException();
        }
        dueNanos = Math.max(dueNanos + stepNanos, System.nanoTime() - BEHIND_NANOS);
        for (long left = dueNanos - System.nanoTime();
                left > 0;
                left = dueNanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        PacketSample.Builder packet =
                PacketSample.newBuilder()
                        .setExporterId(EXPORTER)
                        .setEpochMicros(epochMicros)
                        .setSequence(++sequence);
        Instant now = clock.instant();
        traffic.next(packet, now.getEpochSecond() * NANOS + now.getNano());
        return packet.build();
    }
}
