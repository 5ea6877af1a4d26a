package io.networkanalytics.forwarder.nflog;

import io.networkanalytics.model.PacketSample;
import java.util.Optional;
import java.util.Set;

/**
 * The prefix of a log rule, by which netfilter says what no packet tells:
 *
 * <pre>system|rule|verdict|reason|interval</pre>
 *
 * <p>Exactly four bars; blanks at the end do not count. With the NUL that netfilter adds it has at
 * most 64 characters (iptables; nftables takes 128), so 63 are left.
 *
 * <ul>
 *   <li>{@code system}: mitigation system and source system, for example {@code nftables}
 *   <li>{@code rule}: id of the rule, may be empty
 *   <li>{@code verdict}: {@code pass}, {@code drop} or empty
 *   <li>{@code reason}: a mitigation reason such as {@code BLOCKED}, or empty
 *   <li>{@code interval}: packets that a logged packet stands for, 1 to 4,294,967,295: the inverse
 *       of the probability that the sampling rule has
 * </ul>
 *
 * @param system not empty
 * @param rule may be empty
 * @param verdict pass, drop or empty
 * @param reason of the known ones or empty
 * @param interval 1 to 2^32 - 1
 */
record NflogPrefix(String system, String rule, String verdict, String reason, long interval) {

    static final String PASS = "pass";
    static final String DROP = "drop";

    private static final Set<String> VERDICTS = Set.of("", PASS, DROP);
    private static final Set<String> REASONS =
            Set.of(
                    "",
                    "BLOCKED",
                    "RATE_LIMITED",
                    "UNEXPECTED",
                    "CHALLENGE_NEEDED",
                    "CHALLENGE_PASSED",
                    "NOT_FOUND",
                    "OUT_OF_SEQUENCE",
                    "ALREADY_CLOSED");
    private static final int FIELDS = 5;
    private static final int MAX_INTERVAL_DIGITS = 10;
    private static final long MAX_INTERVAL = 0xFFFF_FFFFL;

    /**
     * @param text as logged, without the NUL
     * @return empty if it has another form
     */
    static Optional<NflogPrefix> parse(String text) {
        String[] fields = text.stripTrailing().split("\\|", -1);
        if (fields.length != FIELDS
                || fields[0].isBlank()
                || !VERDICTS.contains(fields[2])
                || !REASONS.contains(fields[3])) {
            return Optional.empty();
        }
        long interval = interval(fields[4]);
        return interval == 0
                ? Optional.empty()
                : Optional.of(
                        new NflogPrefix(fields[0], fields[1], fields[2], fields[3], interval));
    }

    private static long interval(String digits) {
        if (digits.isEmpty()
                || digits.length() > MAX_INTERVAL_DIGITS
                || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return 0;
        }
        long interval = Long.parseLong(digits);
        return interval <= MAX_INTERVAL ? interval : 0;
    }

    /** Sets the decision, and what happened to a packet of that mark. */
    void apply(PacketSample.Builder sample, String outcome) {
        sample.setSourceSystem(system)
                .setMitigationSystem(system)
                .setRuleId(rule)
                .setVerdict(verdict)
                .setMitigationReason(reason)
                .setOutcome(outcome);
    }
}
