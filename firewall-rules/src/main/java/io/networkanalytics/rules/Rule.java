package io.networkanalytics.rules;

import static java.util.Objects.requireNonNull;

import io.networkanalytics.rules.language.Field;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A firewall rule of an account, one record of {@code mitigation-rules.v1}; see {@link RuleCodec}.
 *
 * @param ruleId unique within the account
 * @param rulesetId the set that it is in, or ""
 * @param account whose traffic it is about; 0 for addresses of no account
 * @param phase custom rules come before managed ones
 * @param position order within the phase; rules at one position go by ruleset and id
 * @param description for people, or ""
 * @param expression in the rule language, not yet compiled
 * @param action what happens to what matches
 * @param enabled a rule that is not only says what it would do
 * @param rateLimit if there, only packets above it are dropped
 * @param expiresAt if there, the event time from which on the rule is void
 */
public record Rule(
        String ruleId,
        String rulesetId,
        long account,
        Phase phase,
        int position,
        String description,
        String expression,
        Action action,
        boolean enabled,
        Optional<RateLimit> rateLimit,
        Optional<Instant> expiresAt) {

    public Rule {
        if (ruleId.isEmpty()) {
            throw new IllegalArgumentException("a rule must have an id");
        }
        if (account < 0 || account > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException(
                    "account " + account + " is outside 0.." + 0xFFFF_FFFFL);
        }
        if (position < 0) {
            throw new IllegalArgumentException("position " + position + " is below 0");
        }
        if (action == Action.SKIP && rateLimit.isPresent()) {
            throw new IllegalArgumentException(
                    "a skip rule drops nothing, so it has no rate limit");
        }
        requireNonNull(rulesetId, "rulesetId");
        requireNonNull(phase, "phase");
        requireNonNull(description, "description");
        requireNonNull(expression, "expression");
    }

    /** Its key on the topic: account, slash, id. */
    public String key() {
        return account + "/" + ruleId;
    }

    /** Which rules come first. */
    public enum Phase {
        CUSTOM,
        MANAGED
    }

    /** What happens to a packet that matches. */
    public enum Action {
        /** Dropped. */
        BLOCK,
        /** Passes, and no later rule is asked. */
        SKIP,
        /** The record says that it would have been dropped; later rules are asked. */
        LOG
    }

    /**
     * A limit of packets.
     *
     * @param packetsPerSecond more than 0; as many may come at once
     * @param per the fields whose values each have a limit of their own; empty: all share one
     */
    public record RateLimit(long packetsPerSecond, List<Field> per) {

        public RateLimit {
            if (packetsPerSecond < 1) {
                throw new IllegalArgumentException(
                        "packets_per_second " + packetsPerSecond + " is below 1");
            }
            per = List.copyOf(per);
        }
    }
}
