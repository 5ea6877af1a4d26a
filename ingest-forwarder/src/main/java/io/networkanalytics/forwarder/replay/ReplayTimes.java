package io.networkanalytics.forwarder.replay;

import io.networkanalytics.forwarder.capture.CapturedPacket;
import java.time.Clock;
import java.time.Instant;

/**
 * Paces the packets of a capture and dates them.
 *
 * <p>Dated anew, a packet has the time at which it could have been captured live: at the pace of
 * the capture or at a fixed rate that is the time of its replay. At full speed the capture's own
 * spacing is kept and shifted so that the <em>last</em> packet is now: with the first at now, most
 * of it would lie in the future, where no watermark follows.
 *
 * <p>{@code received_at} is the same time, as if a forwarder had stood there: with the time of the
 * replay instead, a capture of more than five minutes would look like a wrong clock.
 */
final class ReplayTimes {

    private static final long NANOS = 1_000_000_000L;

    /** Waits; the real one sleeps. */
    @FunctionalInterface
    interface Waiter {
        void waitNanos(long nanos) throws InterruptedException;
    }

    private final Pace pace;
    private final boolean keepTime;
    private final CaptureSpan span;
    private final Clock clock;
    private final Waiter waiter;
    private long passStartNanos;
    private long firstNanos;
    private long lastSeenNanos;
    private long packets;

    ReplayTimes(Pace pace, boolean keepTime, CaptureSpan span, Clock clock, Waiter waiter) {
        this.pace = pace;
        this.keepTime = keepTime;
        this.span = span;
        this.clock = clock;
        this.waiter = waiter;
    }

    /** The capture is read from its start, once more. */
    void beginPass() {
        passStartNanos = now();
        firstNanos = 0;
        lastSeenNanos = 0;
        packets = 0;
    }

    /**
     * Waits until it is the packet's turn.
     *
     * @return the time that it shall have, nanoseconds since 1970
     */
    long next(CapturedPacket packet) throws InterruptedException {
        long captured = captured(packet);
        long dueNanos = passStartNanos;
        if (pace instanceof Pace.Realtime) {
            dueNanos += captured - firstNanos;
        } else if (pace instanceof Pace.Rate rate) {
            dueNanos += (long) (packets * (NANOS / rate.packetsPerSecond()));
        }
        packets++;
        if (!(pace instanceof Pace.FullSpeed)) {
            long early = dueNanos - now();
            if (early > 0) {
                waiter.waitNanos(early);
            }
        }
        if (keepTime) {
            return captured;
        }
        return pace instanceof Pace.FullSpeed
                ? passStartNanos - (span.lastNanos() - captured)
                : dueNanos;
    }

    /** The time in the file; a packet without one came with the packet before it. */
    private long captured(CapturedPacket packet) {
        long nanos = packet.hasTimestamp() ? packet.timestampNanos() : lastSeenNanos;
        if (packets == 0) {
            firstNanos = nanos;
        }
        lastSeenNanos = nanos;
        return nanos;
    }

    private long now() {
        Instant now = clock.instant();
        return now.getEpochSecond() * NANOS + now.getNano();
    }
}
