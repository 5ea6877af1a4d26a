package io.networkanalytics.forwarder.adaptive;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.networkanalytics.forwarder.intake.SampleThinner;
import io.networkanalytics.forwarder.observe.ForwarderMetrics;
import io.networkanalytics.model.FlowKey;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.PrefixTable;
import io.networkanalytics.model.SamplingMode;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/**
 * Thins the samples of each target that gets more than its limit, and multiplies the interval of
 * those that it keeps. Every target has the limit for itself: an attacked one does not take from
 * the view of the others.
 *
 * <p>Whether a sample is kept does not depend on its content, so sums over {@code packets x
 * interval} stay unbiased. A sample of mode FLOW_CONSISTENT is kept or not by its flow's hash, by
 * the larger of the intervals of both its ends, so that both directions are decided alike; others
 * at random. A NOTIFICATION has no weight and passes.
 *
 * <p>Bounded: targets beyond {@code maxTargets} share one limit until others have been silent. Safe
 * for any number of threads.
 */
public final class AdaptiveInterval implements SampleThinner {

    /** Samples left out; those kept stand for them. */
    public static final String THINNED = "forwarder.adaptive.thinned";

    /** Targets known at present. */
    public static final String TARGETS = "forwarder.adaptive.targets";

    /** Samples of targets that share a limit because there are too many. */
    public static final String BEYOND_BOUND = "forwarder.adaptive.beyond.bound";

    private static final long MAX_SAMPLE_INTERVAL = 0xFFFF_FFFFL;
    private static final long SILENT_NANOS = 10 * TargetRate.WINDOW_NANOS;

    private final AdaptiveSettings settings;
    private final PrefixTable<Long> accounts;
    private final LongSupplier nanos;
    private final SplittableRandom random;
    private final Map<Target, TargetRate> targets = new HashMap<>();
    private final TargetRate others;
    private final Counter thinned;
    private final Counter beyondBound;
    private long nextSweep;

    /**
     * @param settings with a rate above 0
     * @param accounts of prefixes; not changed afterwards
     * @param metrics counts
     * @param nanos a clock that only goes forward
     */
    public AdaptiveInterval(
            AdaptiveSettings settings,
            PrefixTable<Long> accounts,
            ForwarderMetrics metrics,
            LongSupplier nanos) {
        this.settings = settings;
        this.accounts = accounts;
        this.nanos = nanos;
        this.random = new SplittableRandom(settings.seed());
        this.others = new TargetRate(nanos.getAsLong());
        this.nextSweep = nanos.getAsLong();
        this.thinned = metrics.registry().counter(THINNED);
        this.beyondBound = metrics.registry().counter(BEYOND_BOUND);
        Gauge.builder(TARGETS, this, AdaptiveInterval::targets).register(metrics.registry());
    }

    @Override
    public boolean keeps(PacketSample.Builder sample) {
        if (sample.getSamplingMode() == SamplingMode.NOTIFICATION) {
            return true;
        }
        boolean byFlow = byFlow(sample.getSamplingMode());
        Target destination = Target.of(sample.getDestinationAddress(), accounts);
        Target source = byFlow ? Target.of(sample.getSourceAddress(), accounts) : destination;
        int interval;
        boolean kept;
        synchronized (this) {
            long now = nanos.getAsLong();
            interval =
                    rate(destination, now)
                            .arrival(now, settings.samplesPerSecond(), settings.maxInterval());
            TargetRate back = byFlow ? targets.get(source) : null;
            if (back != null) {
                interval = Math.max(interval, back.current(now));
            }
            long own = Integer.toUnsignedLong(sample.getSampleInterval());
            while (own * interval > MAX_SAMPLE_INTERVAL) {
                interval /= 2;
            }
            kept =
                    interval == 1
                            || (byFlow
                                    ? (flow(sample) & (interval - 1)) == 0
                                    : random.nextInt(interval) == 0);
        }
        if (!kept) {
            thinned.increment();
            return false;
        }
        if (interval > 1) {
            sample.setSampleInterval(sample.getSampleInterval() * interval)
                    .setSamplingMode(byFlow ? SamplingMode.FLOW_CONSISTENT : SamplingMode.RANDOM);
        }
        return true;
    }

    private boolean byFlow(SamplingMode mode) {
        return mode == SamplingMode.FLOW_CONSISTENT
                || (mode == SamplingMode.UNSAMPLED
                        && settings.unsampled() == UnsampledBecome.FLOW_CONSISTENT);
    }

    /**
     * Mixed anew: the key's own bits choose the partition, and an exporter may have chosen by them.
     */
    private long flow(PacketSample.Builder sample) {
        long z = FlowKey.hash(sample) + (settings.seed() + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    private TargetRate rate(Target target, long now) {
        TargetRate rate = targets.get(target);
        if (rate != null) {
            return rate;
        }
        if (targets.size() >= settings.maxTargets() && now - nextSweep >= 0) {
            targets.values().removeIf(known -> known.silentSince(now - SILENT_NANOS));
            nextSweep = now + TargetRate.WINDOW_NANOS;
        }
        if (targets.size() >= settings.maxTargets()) {
            beyondBound.increment();
            return others;
        }
        rate = new TargetRate(now);
        targets.put(target, rate);
        return rate;
    }

    private synchronized int targets() {
        return targets.size();
    }
}
