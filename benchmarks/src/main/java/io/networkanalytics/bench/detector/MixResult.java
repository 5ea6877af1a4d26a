package io.networkanalytics.bench.detector;

import io.networkanalytics.model.attack.AttackEvent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of one capture in one mix.
 *
 * @param capture its name
 * @param mix how the benign traffic is addressed
 * @param attacks that were found
 * @param vectors of them, in order
 * @param targets of them, in order
 * @param fixedValues of the first one, as its last event says
 * @param attackPackets of the capture
 * @param attackTagged share of those that carry an id
 * @param benignPackets of both
 * @param benignTagged share of those that carry an id
 * @param delaySeconds from the attack's first packet to the moment that it is heard of; NaN if
 *     never
 * @param attackMatched packets of the attack that a published rule matches
 * @param benignMatched benign packets that a published rule matches
 * @param lost samples that were not handed back once
 */
record MixResult(
        String capture,
        String mix,
        int attacks,
        List<String> vectors,
        List<String> targets,
        Map<String, String> fixedValues,
        long attackPackets,
        double attackTagged,
        long benignPackets,
        double benignTagged,
        double delaySeconds,
        long attackMatched,
        long benignMatched,
        long lost) {

    private static final double LEAST_ATTACK_TAGGED = 0.95;
    private static final double MOST_BENIGN_TAGGED = 0.001;
    private static final double LONGEST_DELAY_SECONDS = 3;

    static MixResult of(
            String capture,
            String mix,
            double firstAttackSecond,
            DetectionScore score,
            List<AttackEvent> events,
            long[] matched) {
        List<AttackEvent> starts =
                events.stream().filter(e -> e.kind() == AttackEvent.Kind.STARTED).toList();
        String first = starts.isEmpty() ? "" : starts.get(0).attackId();
        Map<String, String> fixed = new TreeMap<>();
        double delay = starts.isEmpty() ? Double.NaN : starts.get(0).at() - firstAttackSecond;
        for (AttackEvent event : events) {
            if (event.attackId().equals(first)) {
                fixed = new TreeMap<>(event.fixedValues());
            }
        }
        return new MixResult(
                capture,
                mix,
                starts.size(),
                starts.stream().map(AttackEvent::vector).toList(),
                starts.stream().map(AttackEvent::target).toList(),
                fixed,
                score.arrived(1),
                share(score.tagged(1), score.arrived(1)),
                score.arrived(0),
                share(score.tagged(0), score.arrived(0)),
                Math.max(0, delay),
                matched[1],
                matched[0],
                score.lost());
    }

    private static double share(long part, long all) {
        return all == 0 ? 0 : (double) part / all;
    }

    /** Whether it is one attack, tagged, and nothing else is, in time. */
    boolean goalMet() {
        return attacks == 1
                && attackTagged >= LEAST_ATTACK_TAGGED
                && benignTagged <= MOST_BENIGN_TAGGED
                && delaySeconds <= LONGEST_DELAY_SECONDS
                && lost == 0;
    }

    static String heading() {
        return String.format(
                Locale.ROOT,
                "%-34s %-12s %7s %9s %9s %9s %9s %7s %9s %9s  %s",
                "capture",
                "mix",
                "attacks",
                "packets",
                "tagged %",
                "benign",
                "tagged %",
                "delay s",
                "rule: att",
                "rule: ben",
                "vector @ target, fixed values");
    }

    @Override
    public String toString() {
        StringBuilder found = new StringBuilder();
        for (int i = 0; i < attacks; i++) {
            found.append(i == 0 ? "" : "; ");
            found.append(vectors.get(i)).append(" @ ").append(targets.get(i));
            found.append(i == 0 ? " " + fixedValues : "");
        }
        return String.format(
                Locale.ROOT,
                "%-34s %-12s %7d %,9d %9.3f %,9d %9.4f %7.2f %,9d %,9d  %s%s%s",
                capture,
                mix,
                attacks,
                attackPackets,
                100 * attackTagged,
                benignPackets,
                100 * benignTagged,
                delaySeconds,
                attackMatched,
                benignMatched,
                found,
                lost == 0 ? "" : "  LOST " + lost,
                goalMet() ? "" : "  MISSED");
    }
}
