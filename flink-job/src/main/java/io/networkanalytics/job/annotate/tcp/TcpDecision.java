package io.networkanalytics.job.annotate.tcp;

import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.Decision;
import io.networkanalytics.model.TcpProtection;

/**
 * From findings to decisions. The tracker speaks first, then the rates of its prefix, which are
 * known a second later: a packet that may yet be dropped for its rate is {@link #awaitsRate}, and
 * until then its decision is what it would be below the threshold.
 */
final class TcpDecision {

    /** Value of {@code mitigation_system}. */
    static final String SYSTEM = "flowtrackd";

    /** Of a SYN or SYN-ACK above the threshold: its sender is asked to prove itself. */
    static final String CHALLENGE_NEEDED = "CHALLENGE_NEEDED";

    private static final String LOCAL = "local";

    private TcpDecision() {}

    /** Whether the tracker looks at a sample: it can, may, and the packet came so far. */
    static boolean concerns(AnnotatedSample annotated) {
        return TcpPacket.fitness(annotated.sample()) == SampleFitness.TRACKABLE
                && annotated.account().tcpProtection() != TcpProtection.DISABLED
                && !annotated.decision().outcome().equals(Decision.DROP);
    }

    /** Adds what the tracker found. A decision that the edge took is only completed. */
    static AnnotatedSample found(AnnotatedSample annotated, TcpFinding finding) {
        Decision said = annotated.decision();
        if (said.isTaken()) {
            return said.protocolState().isEmpty()
                    ? annotated.withDecision(said.withProtocolState(finding.protocolState()))
                    : annotated;
        }
        String reason = finding.reason().text();
        return annotated.withDecision(
                decision(
                        reason.isEmpty() ? "" : SYSTEM,
                        Decision.PASS,
                        said.outcome(),
                        reason,
                        finding.protocolState()));
    }

    /** Whether the rate of its prefix may change the decision. */
    static boolean awaitsRate(Decision edge, SegmentKind kind, TcpFinding finding) {
        boolean opens = kind == SegmentKind.SYN || kind == SegmentKind.SYN_ACK;
        return !edge.isTaken() && (opens || finding.reason() != TcpReason.NONE);
    }

    /** The class that an awaiting sample counts in. */
    static TcpRateClass rateClass(AnnotatedSample annotated) {
        return switch (SegmentKind.of(annotated.sample().getTcpFlags())) {
            case SYN, SYN_ACK -> TcpRateClass.SYN_FLOOD;
            default -> TcpRateClass.OUT_OF_STATE;
        };
    }

    /** The last word on an awaiting sample. */
    static AnnotatedSample atRate(AnnotatedSample annotated, boolean aboveThreshold) {
        Decision found = annotated.decision();
        if (!aboveThreshold) {
            return isRefused(annotated)
                    ? annotated.withDecision(decision("", found.verdict(), found.outcome(), "", ""))
                    : annotated;
        }
        boolean floods = rateClass(annotated) == TcpRateClass.SYN_FLOOD;
        boolean monitoring = annotated.account().tcpProtection() == TcpProtection.MONITORING;
        return annotated.withDecision(
                decision(
                        SYSTEM,
                        Decision.DROP,
                        monitoring ? Decision.PASS : found.outcome(),
                        floods ? CHALLENGE_NEEDED : found.reason(),
                        found.protocolState()));
    }

    /** See {@link TcpFinding#REFUSED}. */
    private static boolean isRefused(AnnotatedSample annotated) {
        int flags = annotated.sample().getTcpFlags();
        return SegmentKind.of(flags) == SegmentKind.RST
                && (flags & SegmentKind.ACK_BIT) != 0
                && annotated.decision().reason().equals(TcpReason.NOT_FOUND.text());
    }

    private static Decision decision(
            String system, String verdict, String outcome, String reason, String protocolState) {
        String scope = system.isEmpty() ? "" : LOCAL;
        return new Decision(system, verdict, outcome, reason, scope, "", "", "", "", protocolState);
    }
}
