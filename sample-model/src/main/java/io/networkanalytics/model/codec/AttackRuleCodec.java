package io.networkanalytics.model.codec;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.networkanalytics.model.attack.AttackRule;

/**
 * The JSON of the header {@link AttackRule#HEADER} on {@code mitigation-rules.v1}: the row of the
 * table {@code mitigation_rules}.
 *
 * <pre>{@code
 * {"account": 1001, "rule_id": "attack-9f86d081884c7d65", "attack_id": "9f86d081884c7d65",
 *  "description": "DNS amplification to 203.0.113.10/32, udp.srcport 53",
 *  "expression": "ip.dst == 203.0.113.10 and udp.srcport == 53", "action": "log",
 *  "at": "2026-11-22T04:09:00Z", "expires_at": "2026-11-22T04:12:00Z"}
 * }</pre>
 *
 * Times are ISO 8601 in UTC, event time, whole seconds. Every key is always there. Keys are only
 * added: a reader ignores those that it does not know. See {@link AttackRule} for what each says.
 */
public final class AttackRuleCodec {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String REASON = "bad_attack_rule";

    private AttackRuleCodec() {}

    /**
     * Writes the row; equal rows give equal text.
     *
     * @param rule a rule
     * @return JSON in one line
     */
    public static String encode(AttackRule rule) {
        return JSON.createObjectNode()
                .put("account", rule.account())
                .put("rule_id", rule.ruleId())
                .put("attack_id", rule.attackId())
                .put("description", rule.description())
                .put("expression", rule.expression())
                .put("action", rule.action())
                .put("at", RequiredKeys.time(rule.at()))
                .put("expires_at", RequiredKeys.time(rule.expiresAt()))
                .toString();
    }

    /**
     * Reads the row.
     *
     * @param json the text
     * @return the rule, for its table: {@link AttackRule#json}, which is the record's value and not
     *     in the row, is ""
     * @throws MalformedRecordException if it is no JSON, or a key is missing or has a value that
     *     the table cannot hold; the detail says which
     */
    public static AttackRule decode(String json) throws MalformedRecordException {
        RequiredKeys keys = new RequiredKeys(json, REASON);
        return new AttackRule(
                keys.uint32("account"),
                keys.text("rule_id"),
                keys.text("attack_id"),
                keys.text("description"),
                keys.text("expression"),
                keys.text("action"),
                keys.seconds("at"),
                keys.seconds("expires_at"),
                "");
    }
}
