package io.networkanalytics.job.attack;

import io.networkanalytics.model.IpPrefix;
import io.networkanalytics.model.attack.AttackEvent;
import io.networkanalytics.model.attack.AttackRule;
import io.networkanalytics.rules.Rule;
import io.networkanalytics.rules.Rule.Action;
import io.networkanalytics.rules.Rule.Phase;
import io.networkanalytics.rules.RuleCodec;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says of attacks what the world is told: events, and rules against them. */
final class AttackReports {

    /** A rule is void if it was not renewed for so long. */
    static final int RULE_SECONDS = 180;

    /** Behind those that people write. */
    private static final int POSITION = 1_000_000;

    private static final int ADDRESS_BITS = 128;

    private final VectorTable vectors;
    private final List<IpPrefix> neverMitigate;

    AttackReports(AttackSettings settings, VectorTable vectors) {
        this.vectors = vectors;
        this.neverMitigate = settings.neverMitigate().stream().map(IpPrefix::parse).toList();
    }

    /** The vector as events name it. */
    String vectorName(int vector, Fingerprint fingerprint) {
        String name = vectors.of(vector).name();
        return fingerprint.target().length() < ADDRESS_BITS
                ? "carpet bombing (" + name + ")"
                : name;
    }

    AttackEvent event(AttackEvent.Kind kind, PrefixKey key, AttackState attack, long at) {
        Fingerprint fingerprint = attack.fingerprint();
        return new AttackEvent(
                kind,
                key.account(),
                attack.id(),
                vectorName(attack.vector(), fingerprint),
                Targets.withLength(fingerprint.target()),
                fingerprint.expression(vectors),
                AttackRule.ID_PREFIX + attack.id(),
                at,
                attack.onset(),
                attack.lastHot(),
                Math.round(attack.total().packets()),
                Math.round(attack.total().bits()),
                Math.round(attack.total().droppedPackets()),
                Math.round(attack.peakPackets()),
                Math.round(attack.peakBits()),
                attack.total().samples(),
                attack.confidence(),
                fixedValues(attack));
    }

    /** The rule against an attack, made or renewed. */
    AttackRule rule(PrefixKey key, AttackState attack, long at) {
        boolean block = attack.block() && !isNeverMitigated(attack.fingerprint().target());
        Rule rule =
                new Rule(
                        AttackRule.ID_PREFIX + attack.id(),
                        AttackRule.RULESET,
                        key.account(),
                        Phase.MANAGED,
                        POSITION,
                        description(attack),
                        attack.fingerprint().expression(vectors),
                        block ? Action.BLOCK : Action.LOG,
                        true,
                        Optional.empty(),
                        Optional.of(Instant.ofEpochSecond(at + RULE_SECONDS)));
        return of(rule, attack, at, at + RULE_SECONDS, RuleCodec.encode(rule));
    }

    /** Removes the rule of an attack that has ended. */
    AttackRule endOfRule(PrefixKey key, AttackState attack, long at) {
        AttackRule last = rule(key, attack, at);
        return new AttackRule(
                last.account(),
                last.ruleId(),
                last.attackId(),
                last.description(),
                last.expression(),
                last.action(),
                at,
                at,
                "");
    }

    private static AttackRule of(
            Rule rule, AttackState attack, long at, long expiresAt, String json) {
        return new AttackRule(
                rule.account(),
                rule.ruleId(),
                attack.id(),
                rule.description(),
                rule.expression(),
                rule.action().name().toLowerCase(Locale.ROOT),
                at,
                expiresAt,
                json);
    }

    private String description(AttackState attack) {
        Map<String, String> fixed = fixedValues(attack);
        String values =
                fixed.entrySet().stream()
                        .map(e -> ", " + e.getKey() + " " + e.getValue())
                        .collect(Collectors.joining());
        return vectorName(attack.vector(), attack.fingerprint())
                + " to "
                + Targets.withLength(attack.fingerprint().target())
                + values;
    }

    /**
     * What nearly all packets that were seen of it have in common, whether it is asked for or not.
     */
    private static Map<String, String> fixedValues(AttackState attack) {
        Fingerprint fingerprint = attack.fingerprint();
        Clause common =
                FingerprintSearch.search(
                        AttackStarts.ownOf(fingerprint, attack.seen().weighted()),
                        List.of(),
                        false);
        return fingerprint.withClauses(List.of(common)).fixedValues();
    }

    private boolean isNeverMitigated(IpPrefix target) {
        return neverMitigate.stream()
                .anyMatch(
                        p ->
                                p.length() <= target.length()
                                        ? p.contains(target.high(), target.low())
                                        : target.contains(p.high(), p.low()));
    }
}
