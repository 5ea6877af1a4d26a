package io.networkanalytics.model.attack;

import static java.util.Objects.requireNonNull;

/**
 * A rule against an attack, a record of {@link io.networkanalytics.model.Topics#MITIGATION_RULES}.
 * It is published when the attack starts, again to be renewed while it lasts, and is void
 * afterwards.
 *
 * @param account whose traffic it is about
 * @param ruleId unique within the account
 * @param attackId the attack that it is against
 * @param description for people
 * @param expression which packets, in the rule language
 * @param action log, or block where the account's policy says so
 * @param at when it was made or renewed, event time, seconds since 1970
 * @param expiresAt from when on it is void, event time, seconds since 1970
 * @param json the record on the topic; "" removes it, as the attack has ended
 */
public record AttackRule(
        long account,
        String ruleId,
        String attackId,
        String description,
        String expression,
        String action,
        long at,
        long expiresAt,
        String json) {

    /** What the ids of rules against attacks begin with; rules of people must not. */
    public static final String ID_PREFIX = "attack-";

    /**
     * Header of the record that has the row of the table, see {@link
     * io.networkanalytics.model.codec.AttackRuleCodec}. Rules of people have none.
     */
    public static final String HEADER = "attack_rule";

    /** The set that rules against attacks are in. */
    public static final String RULESET = "attack-detection";

    public AttackRule {
        requireNonNull(ruleId, "ruleId");
        requireNonNull(attackId, "attackId");
        requireNonNull(description, "description");
        requireNonNull(expression, "expression");
        requireNonNull(action, "action");
        requireNonNull(json, "json");
    }

    /** Its key on the topic: account, slash, id. */
    public String key() {
        return account + "/" + ruleId;
    }
}
