package io.networkanalytics.bench.detector;

import io.networkanalytics.model.PacketSample;
import java.util.random.RandomGenerator;

/**
 * The samples of one kind of traffic: a Poisson process, so that the number of samples of each
 * second is what independent sampling of Poisson traffic gives, and they come in order.
 */
final class SampledStream implements Comparable<SampledStream> {

    static final long NANOS = 1_000_000_000L;

    private final int truth;
    private final PacketMaker maker;
    private final Sources sources;
    private final AttackTarget target;
    private final RateShape rate;
    private final long startNanos;
    private final int sampleInterval;
    private final RandomGenerator random;
    private double at;
    private long nextNanos;

    SampledStream(
            int truth,
            PacketMaker maker,
            Sources sources,
            AttackTarget target,
            RateShape rate,
            long startNanos,
            int sampleInterval,
            RandomGenerator random) {
        this.truth = truth;
        this.maker = maker;
        this.sources = sources;
        this.target = target;
        this.rate = rate;
        this.startNanos = startNanos;
        this.sampleInterval = sampleInterval;
        this.random = random;
        advance();
    }

    int truth() {
        return truth;
    }

    /** Time of the next sample, since 1970; the greatest number where there is none. */
    long nextNanos() {
        return nextNanos;
    }

    /** Fills the next sample and goes on. */
    void next(PacketSample.Builder packet) {
        maker.make(random, packet);
        sources.pick(random, packet);
        packet.setDestinationAddress(target.pick(random));
        advance();
    }

    /** In each second the rate is one; at its end the process begins anew, for it has no memory. */
    private void advance() {
        int second = (int) at;
        while (second < rate.seconds()) {
            double samplesPerSecond = rate.at(second) / sampleInterval;
            if (samplesPerSecond > 0) {
                double next = at + random.nextExponential() / samplesPerSecond;
                if (next < second + 1) {
                    at = next;
                    nextNanos = startNanos + (long) (next * NANOS);
                    return;
                }
            }
            second++;
            at = second;
        }
        nextNanos = Long.MAX_VALUE;
    }

    @Override
    public int compareTo(SampledStream other) {
        return Long.compare(nextNanos, other.nextNanos);
    }
}
