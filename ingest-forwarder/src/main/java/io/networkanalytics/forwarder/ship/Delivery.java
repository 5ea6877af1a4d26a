package io.networkanalytics.forwarder.ship;

import io.networkanalytics.forwarder.intake.Acknowledgement;

/**
 * How whoever handed a record to Kafka learns its end. Exactly one of the methods is called, once,
 * on any thread; they return quickly and throw nothing.
 */
public interface Delivery {

    /** Kafka has it on all in-sync replicas. */
    void delivered();

    /**
     * Kafka does not take this record, now or later.
     *
     * @param reason why, for people
     */
    void refused(String reason);

    /**
     * Shipping ended first: whether Kafka has it is not known, another attempt may succeed.
     *
     * @param reason why, for people
     */
    void stopped(String reason);

    /** Nobody waits. */
    Delivery UNWATCHED = of(Acknowledgement.NONE);

    /** For records that are kept nowhere else: not delivered is lost. */
    static Delivery to(Acknowledgement acknowledgement) {
        return acknowledgement == Acknowledgement.NONE ? UNWATCHED : of(acknowledgement);
    }

    private static Delivery of(Acknowledgement acknowledgement) {
        return new Delivery() {
            @Override
            public void delivered() {
                acknowledgement.acknowledged();
            }

            @Override
            public void refused(String reason) {
                acknowledgement.failed(reason);
            }

            @Override
            public void stopped(String reason) {
                acknowledgement.failed(reason);
            }
        };
    }
}
