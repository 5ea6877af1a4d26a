package io.networkanalytics.rules;

import io.networkanalytics.model.codec.MalformedRecordException;
import io.networkanalytics.rules.Rule.Action;
import io.networkanalytics.rules.Rule.Phase;
import io.networkanalytics.rules.Rule.RateLimit;
import java.time.Instant;
import java.util.Optional;

/** Rules for tests: say what differs. */
final class TestingRules {

    private long account = TestingSamples.ACCOUNT.accountId();
    private Phase phase = Phase.CUSTOM;
    private int position;
    private Action action = Action.BLOCK;
    private boolean enabled = true;
    private RateLimit limit;
    private Instant expiresAt;

    static TestingRules rule() {
        return new TestingRules();
    }

    TestingRules account(long value) {
        account = value;
        return this;
    }

    TestingRules phase(Phase value) {
        phase = value;
        return this;
    }

    TestingRules position(int value) {
        position = value;
        return this;
    }

    TestingRules action(Action value) {
        action = value;
        return this;
    }

    TestingRules disabled() {
        enabled = false;
        return this;
    }

    TestingRules limit(RateLimit value) {
        limit = value;
        return this;
    }

    TestingRules expiresAt(Instant value) {
        expiresAt = value;
        return this;
    }

    Rule of(String id, String expression) {
        return new Rule(
                id,
                "rs1",
                account,
                phase,
                position,
                "rule " + id,
                expression,
                action,
                enabled,
                Optional.ofNullable(limit),
                Optional.ofNullable(expiresAt));
    }

    void in(RuleTable table, String id, String expression) throws MalformedRecordException {
        Rule rule = of(id, expression);
        table.apply(rule.key(), RuleCodec.encode(rule));
    }
}
