package io.networkanalytics.model;

import static java.util.Objects.requireNonNull;

/**
 * A sample and the facts that the job added to it. What the edge said is never changed: it stays in
 * {@link #sample}.
 *
 * @param sample what the edge emitted
 * @param eventTimeNanos the time that counts, see {@link EventTime}
 * @param account whose traffic it is
 */
public record AnnotatedSample(PacketSample sample, long eventTimeNanos, Account account) {

    public AnnotatedSample {
        requireNonNull(sample, "sample");
        requireNonNull(account, "account");
    }
}
