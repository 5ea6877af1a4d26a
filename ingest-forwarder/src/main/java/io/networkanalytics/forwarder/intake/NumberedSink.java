package io.networkanalytics.forwarder.intake;

import io.networkanalytics.model.PacketSample;

/** Takes also what senders numbered themselves. */
public interface NumberedSink extends SampleSink {

    /**
     * Takes a sample that its sender numbered: {@code exporter_id}, {@code epoch_micros} and {@code
     * sequence} stay. What came twice is recognised behind Kafka, if calls for one exporter and
     * epoch keep the order of their sequences.
     *
     * @param exporter who emitted it
     * @param sample as in {@link #accept}, with its whole identity
     * @param partitions among which its partition is chosen, 1 to {@link #partitions}: the same for
     *     all samples of the epoch
     * @param acknowledgement told once what became of it
     * @throws InterruptedException as in {@link #accept}
     */
    void acceptNumbered(
            Exporter exporter,
            PacketSample.Builder sample,
            int partitions,
            Acknowledgement acknowledgement)
            throws InterruptedException;

    /** Partitions among which samples are spread in this epoch of the forwarder. */
    int partitions();
}
