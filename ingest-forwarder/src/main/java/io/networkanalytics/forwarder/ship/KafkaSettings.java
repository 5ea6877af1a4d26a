package io.networkanalytics.forwarder.ship;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * How to reach Kafka and how to fill it.
 *
 * @param bootstrapServers {@code host:port}, comma separated
 * @param compression {@code lz4}, {@code zstd}, {@code snappy}, {@code gzip} or {@code none}
 * @param lingerMillis how long a batch may wait to become fuller, 0 or more
 * @param batchBytes bytes of a batch of one partition, 1 or more
 * @param maxInFlightBytes bytes handed in and not acknowledged, at which handing in blocks, 1 or
 *     more
 * @param properties further properties of the producer, for TLS and SASL; never printed
 */
public record KafkaSettings(
        String bootstrapServers,
        String compression,
        int lingerMillis,
        int batchBytes,
        long maxInFlightBytes,
        Map<String, String> properties) {

    // Measured by bin/bench forwarder-kafka, see docs/reference/performance.md.

    /** Few and full batches: a datagram's samples spread over all partitions. */
    public static final int DEFAULT_LINGER_MILLIS = 20;

    /** Smaller ones cost a quarter more processor time and allocate nearly twice as much. */
    public static final int DEFAULT_BATCH_BYTES = 256 * 1024;

    public static final long DEFAULT_MAX_IN_FLIGHT_BYTES = 64L * 1024 * 1024;

    /** Cheaper than none, which has more to write to the socket; zstd costs twice as much. */
    public static final String DEFAULT_COMPRESSION = "lz4";

    public KafkaSettings {
        requireNonNull(bootstrapServers, "bootstrapServers");
        requireNonNull(compression, "compression");
        properties = Map.copyOf(properties);
    }

    /** Defaults for all but the address. */
    public static KafkaSettings of(String bootstrapServers) {
        return new KafkaSettings(
                bootstrapServers,
                DEFAULT_COMPRESSION,
                DEFAULT_LINGER_MILLIS,
                DEFAULT_BATCH_BYTES,
                DEFAULT_MAX_IN_FLIGHT_BYTES,
                Map.of());
    }

    /** Without {@link #properties}: they hold secrets. */
    @Override
    public String toString() {
        return "Kafka at "
                + bootstrapServers
                + " ("
                + compression
                + ", linger "
                + lingerMillis
                + " ms)";
    }

    /**
     * What delivers exactly what was handed in, in order, however long it takes; it cannot be
     * overridden.
     */
    Properties producerProperties() {
        Map<String, Object> producer = new HashMap<>(properties);
        producer.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        producer.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, compression);
        producer.put(ProducerConfig.LINGER_MS_CONFIG, lingerMillis);
        producer.put(ProducerConfig.BATCH_SIZE_CONFIG, batchBytes);
        producer.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        producer.put(ProducerConfig.ACKS_CONFIG, "all");
        producer.put(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE);
        producer.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        producer.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 10_000);
        // The budget of bytes in flight is the bound that blocks. A batch takes its full size
        // however
        // little is in it, so the producer's own memory is larger, or it would block first, and
        // unseen.
        producer.put(ProducerConfig.BUFFER_MEMORY_CONFIG, maxInFlightBytes * 2 + 64L * batchBytes);
        Properties all = new Properties();
        all.putAll(producer);
        return all;
    }
}
