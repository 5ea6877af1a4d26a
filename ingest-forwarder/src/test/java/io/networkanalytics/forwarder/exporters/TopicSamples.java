package io.networkanalytics.forwarder.exporters;

import com.google.protobuf.InvalidProtocolBufferException;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What is on the topic of samples. */
final class TopicSamples {

    private TopicSamples() {}

    /** All samples that are there now. */
    static List<PacketSample> read(String bootstrap) throws InvalidProtocolBufferException {
        List<PacketSample> samples = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", bootstrap),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(Topics.PACKET_SAMPLES).stream()
                            .map(p -> new TopicPartition(p.topic(), p.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    samples.add(PacketSample.parseFrom(record.value()));
                }
            }
        }
        return samples;
    }
}
