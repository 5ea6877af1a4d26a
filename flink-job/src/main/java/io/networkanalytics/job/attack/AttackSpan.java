package io.networkanalytics.job.attack;

import static java.util.Objects.requireNonNull;

/**
 * Seconds in which packets are an attack's, as the detector says it to all who tag samples.
 *
 * @param account whose addresses
 * @param attackId 16 hexadecimal digits
 * @param from first second, seconds since 1970
 * @param to last second
 * @param onset first second of the attack: of several that match a packet the earliest has it
 * @param fingerprint which packets
 */
record AttackSpan(
        long account, String attackId, long from, long to, long onset, Fingerprint fingerprint) {

    AttackSpan {
        requireNonNull(attackId, "attackId");
        requireNonNull(fingerprint, "fingerprint");
    }

    /** The same for other seconds. */
    AttackSpan during(long first, long last) {
        return new AttackSpan(account, attackId, first, last, onset, fingerprint);
    }
}
