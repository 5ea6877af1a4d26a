package io.networkanalytics.forwarder.outage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import io.networkanalytics.model.FlowKey;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.Topics;
import io.networkanalytics.testkit.load.SflowLoad;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** All that is on the topic of samples, with the job's eyes: repeats dropped. */
final class ShippedSamples {

    /** Epoch to the samples' own numbers, in the order of their sequences. */
    final TreeMap<Long, TreeMap<Long, Integer>> epochs = new TreeMap<>();

    static ShippedSamples read(String bootstrap) throws InvalidProtocolBufferException {
        ShippedSamples samples = new ShippedSamples();
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(Topics.PACKET_SAMPLES).stream()
                            .map(p -> new TopicPartition(p.topic(), p.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            for (TopicPartition partition : partitions) {
                samples.readPartition(consumer, partition, partitions.size());
            }
        }
        return samples;
    }

    private void readPartition(
            KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, int partitions)
            throws InvalidProtocolBufferException {
        long end = consumer.endOffsets(List.of(partition)).get(partition);
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        Map<Long, Long> highest = new HashMap<>();
        int last = 0;
        while (consumer.position(partition) < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                PacketSample sample = PacketSample.parseFrom(record.value());
                long sequence = sample.getSequence();
                if (sequence <= highest.getOrDefault(sample.getEpochMicros(), 0L)) {
                    continue; // a repeat, as the job sees it
                }
                highest.put(sample.getEpochMicros(), sequence);
                int number = sample.getTcpSequenceNumber();
                assertTrue(
                        number > last, "order in " + partition + ": " + number + " after " + last);
                last = number;
                assertEquals(SflowLoad.sourcePort(number), sample.getSourcePort());
                assertEquals(SflowLoad.EXPORTER, sample.getExporterId());
                assertEquals(
                        partition.partition(), FlowKey.partition(FlowKey.hash(sample), partitions));
                epochs.computeIfAbsent(sample.getEpochMicros(), e -> new TreeMap<>())
                        .put(sequence, number);
            }
        }
    }

    /** The sequences of an epoch are 1 to n, each once; n. */
    long unbroken(long epoch) {
        List<Long> sequences = new ArrayList<>(epochs.get(epoch).keySet());
        for (int i = 0; i < sequences.size(); i++) {
            assertEquals(i + 1, sequences.get(i), "a sequence is missing in epoch " + epoch);
        }
        return sequences.size();
    }
}
