package io.networkanalytics.forwarder.ship;

import io.networkanalytics.forwarder.observe.ForwarderMetrics;
import io.networkanalytics.model.Topics;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens a {@link KafkaShipper} on a real Kafka, which must be there: the epoch's partitions are its
 * to say.
 */
public final class KafkaShippers {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaShippers.class);

    private KafkaShippers() {}

    /**
     * Connects, waiting for Kafka if need be, and reads the number of partitions.
     *
     * @param settings where and how
     * @param patience the longest wait for Kafka to answer
     * @param metrics counts
     * @param onFatal see {@link KafkaShipper}
     * @throws ShippingStoppedException if Kafka does not answer in time or a topic is missing
     */
    public static KafkaShipper open(
            KafkaSettings settings,
            Duration patience,
            ForwarderMetrics metrics,
            Consumer<String> onFatal) {
        int partitions =
                TopicCheck.partitions(
                        settings, patience, List.of(Topics.PACKET_SAMPLES, Topics.DEAD_LETTERS));
        LOG.info(
                "shipping to {}: {} has {} partitions in this epoch",
                settings,
                Topics.PACKET_SAMPLES,
                partitions);
        return of(settings, partitions, metrics, onFatal);
    }

    /**
     * A shipper that does not ask whether Kafka is there.
     *
     * @param settings where and how
     * @param partitions of the topic of samples
     * @param metrics counts
     * @param onFatal see {@link KafkaShipper}
     * @throws ShippingStoppedException if the settings cannot be used
     */
    public static KafkaShipper of(
            KafkaSettings settings,
            int partitions,
            ForwarderMetrics metrics,
            Consumer<String> onFatal) {
        return new KafkaShipper(
                producer(settings), partitions, settings.maxInFlightBytes(), metrics, onFatal);
    }

    private static Producer<byte[], byte[]> producer(KafkaSettings settings) {
        try {
            return new KafkaProducer<>(
                    settings.producerProperties(),
                    new ByteArraySerializer(),
                    new ByteArraySerializer());
        } catch (KafkaException e) {
            String cause = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
            throw new ShippingStoppedException(settings + " cannot be used: " + cause, e);
        }
    }
}
