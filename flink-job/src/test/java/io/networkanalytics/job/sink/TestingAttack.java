package io.networkanalytics.job.sink;

import io.networkanalytics.model.attack.AttackEvent;
import io.networkanalytics.model.attack.AttackRule;
import java.util.Map;

/** Events and rules of made-up attacks. */
final class TestingAttack {

    /** 2099-11-22T04:00:00Z in seconds: no retention period ends before. */
    static final long START = 4_099_003_200L;

    private static final String HOSTILE = "it's \\ a \"?\", \n\t{}); ü";

    private TestingAttack() {}

    static AttackEvent event(AttackEvent.Kind kind, String attackId, long at) {
        return new AttackEvent(
                kind,
                4_294_967_295L,
                attackId,
                "DNS amplification",
                "203.0.113.10/32",
                HOSTILE,
                "attack-" + attackId,
                at,
                START,
                at - 1,
                60_000_000,
                Long.MAX_VALUE,
                59_000_000,
                200_000,
                1_600_000_000,
                60_000,
                0.999,
                Map.of("udp.srcport", "53", "payload", HOSTILE));
    }

    static AttackRule rule(String ruleId, long at) {
        return rule(ruleId, at, at + 300, "{\"rule_id\": \"" + ruleId + "\"}");
    }

    static AttackRule endOfRule(String ruleId, long at) {
        return rule(ruleId, at, at, "");
    }

    private static AttackRule rule(String ruleId, long at, long expiresAt, String json) {
        return new AttackRule(
                1001,
                ruleId,
                "9f86d081884c7d65",
                HOSTILE,
                "udp.srcport eq 53",
                "log",
                at,
                expiresAt,
                json);
    }
}
