package io.networkanalytics.bench.outage;

import com.google.protobuf.InvalidProtocolBufferException;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What is on the topic of samples.
 *
 * @param samples records
 * @param outOfOrder records whose sequence is not above that before them in their partition: out of
 *     order, or there twice
 */
record ShippedOrder(long samples, long outOfOrder) {

    static ShippedOrder read(String bootstrap) throws InvalidProtocolBufferException {
        long samples = 0;
        long outOfOrder = 0;
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", bootstrap),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            int partitions = consumer.partitionsFor(Topics.PACKET_SAMPLES).size();
            for (int i = 0; i < partitions; i++) {
                TopicPartition partition = new TopicPartition(Topics.PACKET_SAMPLES, i);
                consumer.assign(List.of(partition));
                consumer.seekToBeginning(List.of(partition));
                long end = consumer.endOffsets(List.of(partition)).get(partition);
                long last = 0;
                while (consumer.position(partition) < end) {
                    for (ConsumerRecord<byte[], byte[]> record :
                            consumer.poll(Duration.ofSeconds(1))) {
                        long sequence = PacketSample.parseFrom(record.value()).getSequence();
                        samples++;
                        outOfOrder += sequence > last ? 0 : 1;
                        last = sequence;
                    }
                }
            }
        }
        return new ShippedOrder(samples, outOfOrder);
    }
}
