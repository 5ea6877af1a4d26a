package io.networkanalytics.model;

import static java.util.Objects.requireNonNull;

/**
 * A sample and the facts that the job added to it. What the edge said is never changed: it stays in
 * {@link #sample}.
 *
 * @param sample what the edge emitted
 * @param eventTimeNanos the time that counts, see {@link EventTime}
 * @param account whose traffic it is
 * @param source what is known of the source address
 * @param destination what is known of the destination address
 * @param site where it was taken
 * @param decision what was decided, by the edge or, where the edge was silent, by the job
 * @param attackId the attack that the packet is part of, or ""
 */
public record AnnotatedSample(
        PacketSample sample,
        long eventTimeNanos,
        Account account,
        AddressFacts source,
        AddressFacts destination,
        Site site,
        Decision decision,
        String attackId) {

    public AnnotatedSample {
        requireNonNull(sample, "sample");
        requireNonNull(account, "account");
        requireNonNull(source, "source");
        requireNonNull(destination, "destination");
        requireNonNull(site, "site");
        requireNonNull(decision, "decision");
        requireNonNull(attackId, "attackId");
    }

    /** A sample of which nothing is known but its account and what it says itself. */
    public static AnnotatedSample of(PacketSample sample, long eventTimeNanos, Account account) {
        return new AnnotatedSample(
                sample,
                eventTimeNanos,
                account,
                asSaid(sample.getSourceAsn()),
                asSaid(sample.getDestinationAsn()),
                Site.UNKNOWN,
                Decision.of(sample),
                "");
    }

    /** The same sample with what is known of its places. */
    public AnnotatedSample withPlaces(AddressFacts source, AddressFacts destination, Site site) {
        return new AnnotatedSample(
                sample, eventTimeNanos, account, source, destination, site, decision, attackId);
    }

    /** The same sample with another decision. */
    public AnnotatedSample withDecision(Decision next) {
        return new AnnotatedSample(
                sample, eventTimeNanos, account, source, destination, site, next, attackId);
    }

    /** The same sample as part of an attack. */
    public AnnotatedSample withAttack(String id) {
        return new AnnotatedSample(
                sample, eventTimeNanos, account, source, destination, site, decision, id);
    }

    private static AddressFacts asSaid(int asn) {
        return asn == 0
                ? AddressFacts.UNKNOWN
                : new AddressFacts(Integer.toUnsignedLong(asn), "", "");
    }
}
