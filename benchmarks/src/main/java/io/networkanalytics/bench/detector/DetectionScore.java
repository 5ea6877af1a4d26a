package io.networkanalytics.bench.detector;

import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.attack.AttackEvent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Compares what a detector says of samples with what is true of them. Keeps one byte a sample.
 *
 * <p>Give each sample to {@link #expect} before the detector gets it, and itself to the detector.
 */
final class DetectionScore implements Consumer<AnnotatedSample> {

    private final List<TruthAttack> attacks;
    private final Map<String, long[]> tagged = new HashMap<>();
    private final long[] arrived;
    private byte[] truths = new byte[1 << 16];
    private long expected;
    private long returned;

    DetectionScore(List<TruthAttack> attacks) {
        this.attacks = attacks;
        this.arrived = new long[attacks.size() + 1];
    }

    /** Notes what is true. Of an attack that still rises to its first second: a negative number. */
    void expect(LabelledSample sample) {
        int sequence = Math.toIntExact(sample.sample().sample().getSequence());
        if (sequence >= truths.length) {
            truths = Arrays.copyOf(truths, Math.max(sequence + 1, truths.length * 2));
        }
        int truth = sample.truth();
        boolean early =
                truth > 0
                        && sample.sample().eventTimeNanos() / SampledStream.NANOS
                                < attacks.get(truth - 1).firstSecond();
        truths[sequence] = (byte) (early ? -truth : truth);
        if (!early) {
            arrived[truth]++;
        }
        expected++;
    }

    /** Takes a sample that the detector hands back. */
    @Override
    public void accept(AnnotatedSample sample) {
        returned++;
        if (!sample.attackId().isEmpty()) {
            int truth = truth(sample);
            long[] counts =
                    tagged.computeIfAbsent(sample.attackId(), id -> new long[attacks.size() + 2]);
            counts[truth < 0 ? attacks.size() + 1 : truth]++;
        }
    }

    /** Label of a sample; negative where its attack still rises to its first second. */
    int truth(AnnotatedSample sample) {
        return truths[(int) sample.sample().getSequence()];
    }

    /** Samples that were given and never handed back, or more often than once. */
    long lost() {
        return expected - returned;
    }

    /** Samples of an attack, or of benign traffic, that arrived from its first second on. */
    long arrived(int truth) {
        return arrived[truth];
    }

    /** Of those the ones that carry an id, whichever. */
    long tagged(int truth) {
        return tagged.values().stream().mapToLong(counts -> counts[truth]).sum();
    }

    /** Share of the tagged samples that are an attack's; 1 where none is tagged. */
    double precision() {
        long all = tagged.values().stream().flatMapToLong(Arrays::stream).sum();
        return all == 0 ? 1 : (double) (all - tagged(0)) / all;
    }

    /** Tagged samples. */
    long tagged() {
        return tagged.values().stream().flatMapToLong(Arrays::stream).sum();
    }

    /** Share of the samples of an attack that carry the id which most of them carry. */
    double recall(TruthAttack attack, List<AttackEvent> itsStarts) {
        long most =
                itsStarts.stream()
                        .map(start -> tagged.get(start.attackId()))
                        .filter(counts -> counts != null)
                        .mapToLong(counts -> counts[attack.number()])
                        .max()
                        .orElse(0);
        long all = arrived[attack.number()];
        return all == 0 ? 1 : (double) most / all;
    }
}
