package io.networkanalytics.job.attack;

import static java.util.Objects.requireNonNull;

/**
 * The packets of one vector to one prefix in one second.
 *
 * @param packets represented packets
 * @param bits represented bits
 * @param samples how many samples
 * @param preference what the account wants, see {@link
 *     io.networkanalytics.model.attack.AttackPreference}
 * @param digests what they look like
 */
record VectorTraffic(
        long packets, long bits, long samples, String preference, DigestSample digests) {

    VectorTraffic {
        requireNonNull(preference, "preference");
        requireNonNull(digests, "digests");
    }

    /** Both together; of two preferences in one second one wins, whatever the order. */
    VectorTraffic plus(VectorTraffic other, int mostDigests) {
        return new VectorTraffic(
                packets + other.packets,
                bits + other.bits,
                samples + other.samples,
                preference.compareTo(other.preference) >= 0 ? preference : other.preference,
                digests.plus(other.digests, mostDigests));
    }
}
