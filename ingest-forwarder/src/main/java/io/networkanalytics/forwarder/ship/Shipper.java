package io.networkanalytics.forwarder.ship;

import io.networkanalytics.forwarder.intake.Acknowledgement;
import io.networkanalytics.model.DeadLetter;
import java.time.Duration;

/**
 * Takes numbered samples to where they are safe. Implementations wrap each other: to Kafka, or to
 * disk and from there to Kafka. Safe for any number of threads.
 */
public interface Shipper {

    /**
     * Partitions of the topic of samples, as they were when this epoch began. Never changes,
     * although the topic may grow: what is sent twice must meet in one partition.
     *
     * @return at least 1
     */
    int partitions();

    /**
     * Takes a sample. Calls for the same partition that follow each other keep their order. Blocks
     * while too much is under way.
     *
     * @param partition 0 to {@link #partitions} - 1
     * @param flowHash the key
     * @param sample the encoded sample, not copied: must not be changed afterwards
     * @param acknowledgement told once what became of it
     * @throws InterruptedException while waiting for room; the sample was not taken
     * @throws ShippingStoppedException if a fatal error or a close ended shipping; the sample was
     *     not taken
     */
    void ship(int partition, long flowHash, byte[] sample, Acknowledgement acknowledgement)
            throws InterruptedException;

    /**
     * Takes a dead letter, under the same rules.
     *
     * @param letter what to keep
     * @throws InterruptedException while waiting for room; the letter was not taken
     */
    void shipDeadLetter(DeadLetter letter) throws InterruptedException;

    /**
     * What is wrong at present, though it goes on; shown on the health page.
     *
     * @return empty if nothing is
     */
    default String trouble() {
        return "";
    }

    /**
     * Waits until all that was taken before is safe, then ends. Nothing may be handed in during or
     * after this.
     *
     * @param deadline the longest wait
     * @return true if nothing is left; false if the deadline passed, then what is left was told as
     *     failed
     */
    boolean drain(Duration deadline);
}
