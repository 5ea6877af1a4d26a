package io.networkanalytics.rules;

import io.networkanalytics.model.Weight;
import io.networkanalytics.rules.Rule.RateLimit;
import io.networkanalytics.rules.language.Field;
import io.networkanalytics.rules.sample.SampleView;
import java.util.List;

/**
 * Token buckets of all rate limits, in a table of fixed size. A bucket fills with the rate of its
 * limit up to one second's worth, and a sample takes as many tokens as it represents packets. One
 * that stands for more than is there takes what comes later, too: so the rate is right in the long
 * run, however coarse the sampling.
 *
 * <p>A bucket is found by a 64-bit hash of rule and field values, within one set of eight. Where a
 * set is full the bucket goes that was used least recently; if it was not full again by then, its
 * debt is forgotten, and {@link #forgotten} counts that. For one thread; the content is not part of
 * checkpoints, so after a restart all buckets are full.
 */
final class TokenBuckets {

    private static final int WAYS = 8;
    private static final double NANOS_PER_SECOND = 1e9;

    private final long[] keys;
    private final long[] times;
    private final double[] tokens;
    private final double[] rates;
    private final int setMask;
    private long forgotten;

    /**
     * @param capacity buckets, a power of two and at least 8
     */
    TokenBuckets(int capacity) {
        if (capacity < WAYS || Integer.bitCount(capacity) != 1) {
            throw new IllegalArgumentException(capacity + " buckets; it takes a power of two");
        }
        keys = new long[capacity];
        times = new long[capacity];
        tokens = new double[capacity];
        rates = new double[capacity];
        setMask = capacity / WAYS - 1;
    }

    /**
     * Takes the tokens of a sample.
     *
     * @return whether the sample is within the limit
     */
    boolean take(CompiledRule rule, RateLimit limit, SampleView view) {
        long now = view.annotated().eventTimeNanos();
        long perSecond = limit.packetsPerSecond();
        int at = bucket(key(rule.identity, limit.per(), view), perSecond, now);
        // Event time is not in order; a bucket's never goes back.
        long elapsed = Math.max(0, now - times[at]);
        double filled = tokens[at] + elapsed / NANOS_PER_SECOND * perSecond;
        times[at] = Math.max(times[at], now);
        tokens[at] = Math.min(perSecond, filled);
        if (tokens[at] <= 0) {
            return false;
        }
        tokens[at] -= Weight.packets(view.sample());
        return true;
    }

    /** Buckets that were dropped before they were full again. */
    long forgotten() {
        return forgotten;
    }

    /** 0 marks a free place. */
    private int bucket(long key, long perSecond, long now) {
        int first = (int) (key >>> 32 & setMask) * WAYS;
        int oldest = first;
        for (int i = first; i < first + WAYS; i++) {
            if (keys[i] == key) {
                return i;
            }
            if (keys[i] == 0 || (keys[oldest] != 0 && times[i] < times[oldest])) {
                oldest = keys[oldest] == 0 ? oldest : i;
            }
        }
        if (keys[oldest] != 0 && !isFull(oldest, now)) {
            forgotten++;
        }
        keys[oldest] = key;
        times[oldest] = now;
        tokens[oldest] = perSecond;
        rates[oldest] = perSecond;
        return oldest;
    }

    private boolean isFull(int at, long now) {
        return tokens[at] + (now - times[at]) / NANOS_PER_SECOND * rates[at] >= rates[at];
    }

    private static long key(long identity, List<Field> per, SampleView view) {
        long hash = mix(identity);
        for (int i = 0; i < per.size(); i++) {
            hash = mix(hash ^ value(per.get(i), view));
        }
        return hash == 0 ? 1 : hash;
    }

    private static long value(Field field, SampleView view) {
        return switch (field.type()) {
            case NUMBER -> field.number().applyAsLong(view);
            case BOOLEAN -> field.condition().test(view) ? 1 : 0;
            case ADDRESS -> {
                boolean source = field == Field.IP_SRC;
                yield mix(view.addressHigh(source)) ^ view.addressLow(source);
            }
            case TEXT -> {
                String text = field.text().apply(view);
                yield text == null ? SampleView.MISSING : text.hashCode();
            }
        };
    }

    /** Finalizer of SplitMix64 (Steele, Lea, Flood 2014). */
    private static long mix(long seed) {
        long z = seed + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
