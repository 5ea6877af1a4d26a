package io.networkanalytics.job.attack;

import io.networkanalytics.model.AnnotatedSample;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The attacks as those see them who tag samples: which packets, in which seconds. Not thread-safe.
 */
final class AttackTable {

    private static final Comparator<AttackSpan> ORDER =
            Comparator.comparingLong(AttackSpan::onset)
                    .thenComparing(AttackSpan::attackId)
                    .thenComparingLong(AttackSpan::from);

    private final Map<PrefixKey, List<AttackSpan>> byPrefix = new HashMap<>();

    /**
     * Adds a span; spans of one attack and fingerprint that follow each other become one.
     *
     * @param span what the detector said
     * @param replaced takes the spans that the result stands for
     * @return what is in the table now
     */
    AttackSpan add(AttackSpan span, Collection<AttackSpan> replaced) {
        List<AttackSpan> spans = byPrefix.computeIfAbsent(keyOf(span), key -> new ArrayList<>());
        AttackSpan merged = span;
        for (AttackSpan known : List.copyOf(spans)) {
            if (known.attackId().equals(merged.attackId())
                    && known.fingerprint().equals(merged.fingerprint())
                    && known.from() <= merged.to() + 1
                    && merged.from() <= known.to() + 1) {
                merged =
                        merged.during(
                                Math.min(known.from(), merged.from()),
                                Math.max(known.to(), merged.to()));
                spans.remove(known);
                replaced.add(known);
            }
        }
        spans.add(merged);
        spans.sort(ORDER);
        return merged;
    }

    /** Which attack a sample is part of, "" if of none. */
    String attackOf(AnnotatedSample sample, SampleTarget target, int vector, long second) {
        if (byPrefix.isEmpty()) {
            return "";
        }
        List<AttackSpan> spans = byPrefix.get(target.prefix());
        if (spans == null) {
            return "";
        }
        PacketDigest digest = null;
        for (AttackSpan span : spans) {
            if (span.from() <= second && second <= span.to()) {
                digest = digest == null ? PacketDigest.of(sample) : digest;
                if (span.fingerprint().matches(digest, vector)) {
                    return span.attackId();
                }
            }
        }
        return "";
    }

    /** Forgets what ended before a second. */
    List<AttackSpan> forgetBefore(long second) {
        List<AttackSpan> forgotten = new ArrayList<>();
        byPrefix.values()
                .removeIf(
                        spans -> {
                            spans.removeIf(s -> s.to() < second && forgotten.add(s));
                            return spans.isEmpty();
                        });
        return forgotten;
    }

    /** Spans in the table. */
    int size() {
        return byPrefix.values().stream().mapToInt(List::size).sum();
    }

    private static PrefixKey keyOf(AttackSpan span) {
        return PrefixKey.of(
                span.account(),
                span.fingerprint().target().high(),
                span.fingerprint().target().low());
    }
}
