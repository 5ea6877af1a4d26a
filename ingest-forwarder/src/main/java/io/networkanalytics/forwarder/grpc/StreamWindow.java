package io.networkanalytics.forwarder.grpc;

import io.networkanalytics.forwarder.grpc.v1.Acknowledgement;
import io.networkanalytics.forwarder.grpc.v1.RefusedSample;
import io.networkanalytics.model.PacketSampleOrBuilder;
import java.util.Optional;

/**
 * The samples of one stream that are not settled yet. They are settled in any order, since each
 * partition of Kafka answers for itself, and acknowledged in the order in which they came.
 */
final class StreamWindow {

    private final Entry[] entries;
    private final int partitions;
    private long received;
    private long acknowledged;

    /** Numbered samples: the identity of the last acknowledged one. */
    private Entry last = new Entry();

    StreamWindow(int size, int partitions) {
        this.entries = new Entry[size];
        this.partitions = partitions;
    }

    /**
     * A sample came.
     *
     * @return its number in the stream, from 1
     * @throws IllegalStateException if more samples came than the window holds
     */
    synchronized long receive(PacketSampleOrBuilder sample) {
        if (received - acknowledged >= entries.length) {
            throw new IllegalStateException(
                    "more than " + entries.length + " samples without acknowledgement");
        }
        Entry entry = new Entry();
        if (sample.getSequence() != 0) {
            entry.exporterId = sample.getExporterId();
            entry.epochMicros = sample.getEpochMicros();
            entry.sequence = sample.getSequence();
        }
        entries[index(++received)] = entry;
        return received;
    }

    /** A sample is safe. */
    synchronized void settle(long number) {
        entries[index(number)].settled = true;
    }

    /** A sample is refused. */
    synchronized void refuse(long number, String reason, String detail) {
        Entry entry = entries[index(number)];
        entry.settled = true;
        entry.refused =
                RefusedSample.newBuilder()
                        .setNumber(number)
                        .setReason(reason)
                        .setDetail(detail)
                        .build();
    }

    /** What is newly settled from the first unacknowledged sample on; empty if nothing is. */
    synchronized Optional<Acknowledgement> take() {
        Acknowledgement.Builder next = Acknowledgement.newBuilder();
        long before = acknowledged;
        while (acknowledged < received && entries[index(acknowledged + 1)].settled) {
            Entry entry = entries[index(++acknowledged)];
            entries[index(acknowledged)] = null;
            if (entry.refused != null) {
                next.addRefused(entry.refused);
            } else if (entry.sequence != 0) {
                last = entry;
            }
        }
        return acknowledged == before ? Optional.empty() : Optional.of(complete(next));
    }

    /** The first word of the stream: nothing is acknowledged yet. */
    synchronized Acknowledgement greeting() {
        return complete(Acknowledgement.newBuilder());
    }

    synchronized long acknowledged() {
        return acknowledged;
    }

    /** Whether everything that came is acknowledged. */
    synchronized boolean isEmpty() {
        return acknowledged == received;
    }

    private Acknowledgement complete(Acknowledgement.Builder builder) {
        return builder.setAcknowledged(acknowledged)
                .setExporterId(last.exporterId)
                .setEpochMicros(last.epochMicros)
                .setSequence(last.sequence)
                .setPartitions(partitions)
                .build();
    }

    private int index(long number) {
        return (int) (number % entries.length);
    }

    private static final class Entry {
        private String exporterId = "";
        private long epochMicros;
        private long sequence;
        private boolean settled;
        private RefusedSample refused;
    }
}
