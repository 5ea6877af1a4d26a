package io.networkanalytics.forwarder.handin;

import io.networkanalytics.forwarder.intake.Exporters;
import io.networkanalytics.forwarder.intake.InputSettings;
import io.networkanalytics.forwarder.intake.NumberedSink;
import java.time.Clock;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The way of handed-in samples to the intake, shared by all streams, connections and requests of an
 * input.
 *
 * <p>A sender that numbers its samples may come back on a new stream while the old one is still
 * here, half dead. Whoever came last goes on; the other is told. Samples of both may mix: each
 * sends in order and without leaving out what is not acknowledged, so whatever is missing still
 * comes before what is newer.
 */
public final class HandIn {

    private final InputSettings settings;
    private final NumberedSink sink;
    private final Exporters exporters;
    private final Clock clock;
    private final ConcurrentMap<EpochIdentity, HandInSession> owners = new ConcurrentHashMap<>();

    /**
     * @param settings of the input
     * @param sink takes the samples
     * @param exporters of this forwarder
     * @param clock time of arrival
     */
    public HandIn(InputSettings settings, NumberedSink sink, Exporters exporters, Clock clock) {
        this.settings = settings;
        this.sink = sink;
        this.exporters = exporters;
        this.clock = clock;
    }

    /** Partitions among which samples are spread. */
    public int partitions() {
        return sink.partitions();
    }

    /**
     * Begins to take from a sender.
     *
     * @param peer {@code exporter_id} of samples that name none
     */
    public HandInSession open(String peer) {
        return open(peer, sink.partitions());
    }

    /**
     * Begins to take from a sender whose epoch began with another number of partitions.
     *
     * @param peer as above
     * @param partitions 1 to {@link #partitions}
     */
    public HandInSession open(String peer, int partitions) {
        return new HandInSession(this, peer, partitions);
    }

    InputSettings settings() {
        return settings;
    }

    NumberedSink sink() {
        return sink;
    }

    Exporters exporters() {
        return exporters;
    }

    Clock clock() {
        return clock;
    }

    void own(EpochIdentity identity, HandInSession session) {
        HandInSession before = owners.put(identity, session);
        if (before != null && before != session) {
            before.supersede();
        }
    }

    void disown(EpochIdentity identity, HandInSession session) {
        owners.remove(identity, session);
    }
}
