package io.networkanalytics.model;

import static java.util.Objects.requireNonNull;

/**
 * What was decided about a packet, by whom and why. Every value may be "".
 *
 * @param mitigationSystem the system that decided
 * @param verdict pass or drop: what it decided
 * @param outcome pass or drop: what happened to the packet; differs from the verdict in monitoring
 * @param reason see {@code mitigation_reason} of the contract
 * @param scope local or global
 * @param ruleId the rule, where one decided
 * @param ruleName its name
 * @param rulesetId the set of rules that it is in
 * @param rulesetOverrideId what overrides that set
 * @param protocolState NEW, OPEN, CLOSING or CLOSED, where a connection is tracked
 */
public record Decision(
        String mitigationSystem,
        String verdict,
        String outcome,
        String reason,
        String scope,
        String ruleId,
        String ruleName,
        String rulesetId,
        String rulesetOverrideId,
        String protocolState) {

    /** A verdict or an outcome that lets the packet go on. */
    public static final String PASS = "pass";

    /** A verdict or an outcome that ends the packet's way. */
    public static final String DROP = "drop";

    /** Nobody has looked yet. */
    public static final Decision NONE = new Decision("", "", "", "", "", "", "", "", "", "");

    public Decision {
        requireNonNull(mitigationSystem, "mitigationSystem");
        requireNonNull(verdict, "verdict");
        requireNonNull(outcome, "outcome");
        requireNonNull(reason, "reason");
        requireNonNull(scope, "scope");
        requireNonNull(ruleId, "ruleId");
        requireNonNull(ruleName, "ruleName");
        requireNonNull(rulesetId, "rulesetId");
        requireNonNull(rulesetOverrideId, "rulesetOverrideId");
        requireNonNull(protocolState, "protocolState");
    }

    /** The same about a packet of a connection in another state. */
    public Decision withProtocolState(String state) {
        return state.equals(protocolState)
                ? this
                : new Decision(
                        mitigationSystem,
                        verdict,
                        outcome,
                        reason,
                        scope,
                        ruleId,
                        ruleName,
                        rulesetId,
                        rulesetOverrideId,
                        state);
    }

    /** What the edge said. */
    public static Decision of(PacketSample s) {
        return NONE.isOf(s)
                ? NONE
                : new Decision(
                        s.getMitigationSystem(),
                        s.getVerdict(),
                        s.getOutcome(),
                        s.getMitigationReason(),
                        s.getMitigationScope(),
                        s.getRuleId(),
                        s.getRuleName(),
                        s.getRulesetId(),
                        s.getRulesetOverrideId(),
                        s.getProtocolState());
    }

    /** Whether this is what the edge said; for every sample, so nothing is made for it. */
    public boolean isOf(PacketSample s) {
        return mitigationSystem.equals(s.getMitigationSystem())
                && verdict.equals(s.getVerdict())
                && outcome.equals(s.getOutcome())
                && reason.equals(s.getMitigationReason())
                && scope.equals(s.getMitigationScope())
                && ruleId.equals(s.getRuleId())
                && ruleName.equals(s.getRuleName())
                && rulesetId.equals(s.getRulesetId())
                && rulesetOverrideId.equals(s.getRulesetOverrideId())
                && protocolState.equals(s.getProtocolState());
    }

    /** Whether a system has taken a decision, which later ones must leave as it is. */
    public boolean isTaken() {
        return !mitigationSystem.isEmpty() || !verdict.isEmpty();
    }
}
