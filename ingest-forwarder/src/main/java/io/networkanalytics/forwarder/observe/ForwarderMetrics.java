package io.networkanalytics.forwarder.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * The counters of the whole forwarder, and the names of all. Prometheus shows {@code
 * forwarder.samples.received} as {@code forwarder_samples_received_total}. Labels are bounded:
 * inputs by the configuration, exporters by {@code maxExporters}, reasons by the code.
 */
public final class ForwarderMetrics {

    /** Datagrams that an input took from its sockets; label input. */
    public static final String DATAGRAMS_RECEIVED = "forwarder.datagrams.received";

    /** Bytes of these datagrams; label input. */
    public static final String DATAGRAM_BYTES_RECEIVED = "forwarder.datagram.bytes.received";

    /** Datagrams that the kernel dropped because the input did not keep up; label input. */
    public static final String KERNEL_DROPS = "forwarder.kernel.drops";

    /** Packets read from an interface or a capture stream, kept or not; label input. */
    public static final String PACKETS_READ = "forwarder.packets.read";

    /** Times that the buffer of a netlink socket was full; label input. */
    public static final String RECEIVE_OVERRUNS = "forwarder.receive.overruns";

    /** Datagrams lost by a fault of the decoder itself; label input. Any is worth a report. */
    public static final String HANDLER_ERRORS = "forwarder.handler.errors";

    /** Decoded samples; labels input, exporter. */
    public static final String SAMPLES_RECEIVED = "forwarder.samples.received";

    /** What could not be decoded; labels input, exporter, reason. */
    public static final String MALFORMED = "forwarder.malformed";

    /**
     * What is understood and of no interest (counter samples, repeated datagrams); labels input,
     * exporter, what.
     */
    public static final String SKIPPED = "forwarder.skipped";

    /** What the transport shows to be lost; labels input, exporter, what. */
    public static final String LOST = "forwarder.lost";

    /** What was counted as lost and came late after all; labels input, exporter, what. */
    public static final String RECOVERED = "forwarder.recovered";

    /** Data sets held because their template has not come; labels input, exporter. */
    public static final String HELD = "forwarder.held";

    /** Held data sets decoded because their template came; labels input, exporter. */
    public static final String RELEASED = "forwarder.released";

    /** Bytes of data that waits for its template; label input. */
    public static final String HELD_BYTES = "forwarder.held.bytes";

    /** Restarts and jumps of an exporter's own sequence; labels input, exporter. */
    public static final String DISCONTINUITIES = "forwarder.discontinuities";

    /** Samples without an interval, taken as 1; labels input, exporter. */
    public static final String INTERVAL_DEFAULTED = "forwarder.interval.defaulted";

    /** Flow records without a count of packets, taken as 1; labels input, exporter. */
    public static final String PACKETS_DEFAULTED = "forwarder.packets.defaulted";

    /** Metadata keys cut; labels input, exporter. */
    public static final String METADATA_CUT = "forwarder.metadata.cut";

    /** Dead letters kept; labels input, reason. */
    public static final String DEAD_LETTERS = "forwarder.dead.letters";

    /** Dead letters not kept, by their limit; labels input, reason. */
    public static final String DEAD_LETTERS_SUPPRESSED = "forwarder.dead.letters.suppressed";

    /** Entries that left a bounded table; label table. */
    public static final String EVICTIONS = "forwarder.evictions";

    /** Exporters that share a sequence because there are too many. */
    public static final String EXPORTERS_BEYOND_BOUND = "forwarder.exporters.beyond.bound";

    /** Connections and streams refused because there were too many; label input. */
    public static final String CONNECTIONS_REFUSED = "forwarder.connections.refused";

    /**
     * Requests without the token, and connections that ended before TLS (or, without TLS, gRPC) was
     * agreed on; labels input, reason (token, handshake).
     */
    public static final String ACCESS_REFUSED = "forwarder.access.refused";

    /** Records handed to Kafka; label topic. */
    public static final String SHIPPED = "forwarder.shipped";

    /** Records that Kafka has; label topic. */
    public static final String ACKNOWLEDGED = "forwarder.acknowledged";

    /** Bytes of keys and values that Kafka has; label topic. */
    public static final String ACKNOWLEDGED_BYTES = "forwarder.acknowledged.bytes";

    /** Records that will never be shipped; labels topic, reason. */
    public static final String SHIPPING_FAILED = "forwarder.shipping.failed";

    /** Bytes handed to Kafka and not acknowledged yet. */
    public static final String IN_FLIGHT_BYTES = "forwarder.in.flight.bytes";

    /** Times that a handed in record had to wait for room. */
    public static final String BACKPRESSURE = "forwarder.backpressure";

    private final MeterRegistry registry;
    private final Counter exportersBeyondBound;

    public ForwarderMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.exportersBeyondBound = registry.counter(EXPORTERS_BEYOND_BOUND);
    }

    /** Where all counters live. */
    public MeterRegistry registry() {
        return registry;
    }

    /** An exporter beyond the bound got the shared sequence. */
    public void exporterBeyondBound() {
        exportersBeyondBound.increment();
    }

    /** A counter of those who were not let in. */
    public Counter accessRefused(String input, String reason) {
        return registry.counter(ACCESS_REFUSED, "input", input, "reason", reason);
    }

    /** A counter of what leaves a bounded table. */
    public Counter evictions(String table) {
        return registry.counter(EVICTIONS, "table", table);
    }
}
