package io.networkanalytics.job.attack;

import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.IpAddresses;
import io.networkanalytics.model.Weight;
import io.networkanalytics.model.attack.AttackEvent;
import io.networkanalytics.model.attack.AttackRule;
import io.networkanalytics.rules.CompiledExpression;
import io.networkanalytics.rules.RuleExpression;
import io.networkanalytics.rules.language.ExpressionException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A stand-in: counts per address and vector, nothing more. */
public final class LocalDetection {

    private final int gap;
    private final List<CompiledExpression> expressions = new ArrayList<>();
    private final List<Vector> vectors = VectorTable.standard().vectors();
    private final TreeMap<Long, List<AnnotatedSample>> held = new TreeMap<>();
    private final Map<String, AttackEvent> active = new HashMap<>();
    private final List<AttackEvent> events = new ArrayList<>();
    private final List<AttackRule> rules = new ArrayList<>();
    private long latest;
    private int attacks;

    /** Begins. */
    public LocalDetection(AttackSettings settings) {
        gap = settings.sessionGapSeconds();
        try {
            for (Vector vector : vectors) {
                expressions.add(RuleExpression.compile(vector.expression()));
            }
        } catch (ExpressionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes a sample and hands back what is decided. */
    public void add(AnnotatedSample sample, Consumer<AnnotatedSample> tagged) {
        long second = sample.eventTimeNanos() / 1_000_000_000L;
        held.computeIfAbsent(second, s -> new ArrayList<>()).add(sample);
        latest = Math.max(latest, second);
        while (held.firstKey() < latest - 6) {
            decide(tagged);
        }
    }

    /** Decides the rest. */
    public void end(Consumer<AnnotatedSample> tagged) {
        while (!held.isEmpty()) {
            decide(tagged);
        }
        active.values().forEach(e -> events.add(moment(AttackEvent.Kind.ENDED, e, latest)));
        active.clear();
    }

    /** What happened. */
    public List<AttackEvent> events() {
        return events;
    }

    /** Rules against it. */
    public List<AttackRule> rules() {
        return rules;
    }

    private void decide(Consumer<AnnotatedSample> tagged) {
        var second = held.pollFirstEntry();
        long at = second.getKey();
        Map<String, long[]> counts = new HashMap<>();
        String[] keys = new String[second.getValue().size()];
        int i = 0;
        for (AnnotatedSample sample : second.getValue()) {
            keys[i] = key(sample);
            long[] count = counts.computeIfAbsent(keys[i++], k -> new long[4]);
            count[0]++;
            count[1] += Weight.packets(sample.sample());
            count[2] += Weight.bits(sample.sample());
        }
        counts.forEach((key, count) -> judge(key, count, at));
        i = 0;
        for (AnnotatedSample sample : second.getValue()) {
            AttackEvent attack = active.get(keys[i++]);
            tagged.accept(attack == null ? sample : sample.withAttack(attack.attackId()));
        }
    }

    private void judge(String key, long[] count, long at) {
        if (key.isEmpty()) {
            return;
        }
        String[] parts = key.split("\\|", -1);
        Vector vector = vectors.get(Integer.parseInt(parts[1]));
        double share = 1 - 2 / Math.sqrt(count[0]);
        boolean over =
                count[1] * share > vector.packetsPerSecond()
                        || count[2] * share > vector.bitsPerSecond();
        AttackEvent attack = active.get(key);
        if (attack != null && at - attack.lastSeenAt() > gap) {
            events.add(moment(AttackEvent.Kind.ENDED, attack, at));
            active.remove(key);
        } else if (attack != null && over) {
            active.put(key, moment(AttackEvent.Kind.ONGOING, attack, at));
        } else if (attack == null && over) {
            String id = String.format("%016x", ++attacks);
            String rule = "ip.dst eq " + parts[0] + " and (" + vector.expression() + ")";
            attack =
                    new AttackEvent(
                            AttackEvent.Kind.STARTED,
                            0,
                            id,
                            vector.name(),
                            parts[0] + "/32",
                            rule,
                            id,
                            at,
                            at,
                            at,
                            0,
                            0,
                            0,
                            0,
                            0,
                            0,
                            1,
                            Map.of());
            active.put(key, attack);
            events.add(attack);
            rules.add(new AttackRule(0, id, id, "", rule, "log", at, at + 60, "{}"));
        }
    }

    private static AttackEvent moment(AttackEvent.Kind kind, AttackEvent e, long at) {
        return new AttackEvent(
                kind,
                0,
                e.attackId(),
                e.vector(),
                e.target(),
                e.fingerprint(),
                e.ruleId(),
                at,
                e.startedAt(),
                at,
                0,
                0,
                0,
                0,
                0,
                0,
                1,
                Map.of());
    }

    private String key(AnnotatedSample sample) {
        var address = sample.sample().getDestinationAddress();
        if (address.size() != 16
                || !IpAddresses.isV4(IpAddresses.high(address), IpAddresses.low(address))) {
            return "";
        }
        for (int i = 0; i < expressions.size(); i++) {
            if (expressions.get(i).matches(sample)) {
                try {
                    return InetAddress.getByAddress(address.substring(12).toByteArray())
                                    .getHostAddress()
                            + "|"
                            + i;
                } catch (UnknownHostException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
        return "";
    }
}
