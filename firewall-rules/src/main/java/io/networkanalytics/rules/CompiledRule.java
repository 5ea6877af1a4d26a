package io.networkanalytics.rules;

import io.networkanalytics.model.Decision;
import io.networkanalytics.rules.Rule.Action;
import io.networkanalytics.rules.evaluate.Conditions;
import io.networkanalytics.rules.language.Expression;
import io.networkanalytics.rules.language.Field;
import io.networkanalytics.rules.sample.SampleView;
import java.time.Instant;
import java.util.Comparator;
import java.util.function.Predicate;

/** A rule ready to be asked, with every decision that it can take made beforehand. */
final class CompiledRule {

    static final String SYSTEM = "magic-firewall";

    static final Comparator<CompiledRule> ORDER =
            Comparator.comparing((CompiledRule r) -> r.rule.phase())
                    .thenComparing(r -> r.rule.position())
                    .thenComparing(r -> r.rule.rulesetId())
                    .thenComparing(r -> r.rule.ruleId());

    private static final String BLOCKED = "BLOCKED";
    private static final String RATE_LIMITED = "RATE_LIMITED";
    private static final long NEVER = Long.MAX_VALUE;

    final Rule rule;
    final Expression expression;

    /** Tells its token buckets from those of others. */
    final long identity;

    private final Predicate<SampleView> test;
    private final long expiresAtNanos;
    private final boolean monitors;
    private final Decision passes;
    private final Decision drops;

    CompiledRule(Rule rule, Expression expression) {
        this.rule = rule;
        this.expression = expression;
        this.identity = identity(rule.key());
        this.test = Conditions.compile(expression);
        this.expiresAtNanos = rule.expiresAt().map(CompiledRule::nanos).orElse(NEVER);
        this.monitors = !rule.enabled() || rule.action() == Action.LOG;
        this.passes = decision(Decision.PASS, Decision.PASS, "");
        this.drops =
                decision(
                        Decision.DROP,
                        monitors ? Decision.PASS : Decision.DROP,
                        rule.rateLimit().isPresent() ? RATE_LIMITED : BLOCKED);
    }

    /** A disabled skip rule would drop nothing and so has nothing to say. */
    boolean isSilent() {
        return !rule.enabled() && rule.action() == Action.SKIP;
    }

    boolean isExpired(long eventTimeNanos) {
        return eventTimeNanos >= expiresAtNanos;
    }

    boolean matches(SampleView view) {
        return !isExpired(view.annotated().eventTimeNanos()) && test.test(view);
    }

    /** Whether a match does not end the evaluation. */
    boolean monitors() {
        return monitors;
    }

    /**
     * What it decides about a sample that matches.
     *
     * @return null where a rule that only monitors sees the rate below its limit
     */
    Decision decide(SampleView view, TokenBuckets buckets) {
        if (rule.action() == Action.SKIP) {
            return passes;
        }
        if (rule.rateLimit().isPresent() && buckets.take(this, rule.rateLimit().get(), view)) {
            return monitors ? null : passes;
        }
        return drops;
    }

    private Decision decision(String verdict, String outcome, String reason) {
        return new Decision(
                SYSTEM,
                verdict,
                outcome,
                reason,
                scope(),
                rule.ruleId(),
                rule.description(),
                rule.rulesetId(),
                "",
                "");
    }

    /** A rule that asks for the site is about that site; any other holds everywhere. */
    private String scope() {
        String text = expression.text();
        boolean local =
                text.contains(Field.CF_COLO_NAME.title())
                        || text.contains(Field.CF_COLO_REGION.title());
        return local ? "local" : "global";
    }

    private static long identity(String key) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < key.length(); i++) {
            hash = (hash ^ key.charAt(i)) * 0x100000001B3L;
        }
        return hash;
    }

    private static long nanos(Instant time) {
        try {
            return Math.addExact(
                    Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
        } catch (ArithmeticException e) {
            return time.getEpochSecond() < 0 ? Long.MIN_VALUE : NEVER;
        }
    }
}
