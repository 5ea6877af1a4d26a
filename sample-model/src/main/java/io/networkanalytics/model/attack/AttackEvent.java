package io.networkanalytics.model.attack;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * A moment in the life of an attack, a record of {@link
 * io.networkanalytics.model.Topics#ATTACK_EVENTS}. Its content depends on event time alone: the
 * same input gives the same events.
 *
 * @param kind which moment
 * @param account whose addresses are attacked
 * @param attackId 16 hexadecimal digits, see {@code docs/explanation/attack-detection.md}
 * @param vector how, as a network person says it, for example {@code DNS amplification}
 * @param target what is attacked: an address with its length, or a prefix
 * @param fingerprint what its packets have in common, an expression of the rule language
 * @param ruleId the rule that is published against it
 * @param at the moment, event time, seconds since 1970
 * @param startedAt first second of the attack, seconds since 1970
 * @param lastSeenAt last second in which it was seen, seconds since 1970
 * @param packets represented packets since it started
 * @param bits represented bits since it started
 * @param droppedPackets of {@code packets} those that a system dropped
 * @param peakPacketsPerSecond highest rate of a second
 * @param peakBitsPerSecond highest rate of a second
 * @param samples samples that it is known from
 * @param confidence 0 to 1: how sure it is that the rate was above its threshold
 * @param fixedValues fields of the fingerprint that have one value, by their name in the rule
 *     language
 */
public record AttackEvent(
        Kind kind,
        long account,
        String attackId,
        String vector,
        String target,
        String fingerprint,
        String ruleId,
        long at,
        long startedAt,
        long lastSeenAt,
        long packets,
        long bits,
        long droppedPackets,
        long peakPacketsPerSecond,
        long peakBitsPerSecond,
        long samples,
        double confidence,
        Map<String, String> fixedValues) {

    /** The moments. */
    public enum Kind {
        /** The first that is heard of it. */
        STARTED,
        /** It goes on; once a minute. */
        ONGOING,
        /** Nothing of it was seen for the session gap. */
        ENDED
    }

    public AttackEvent {
        requireNonNull(kind, "kind");
        requireNonNull(attackId, "attackId");
        requireNonNull(vector, "vector");
        requireNonNull(target, "target");
        requireNonNull(fingerprint, "fingerprint");
        requireNonNull(ruleId, "ruleId");
        fixedValues = Map.copyOf(fixedValues);
    }
}
