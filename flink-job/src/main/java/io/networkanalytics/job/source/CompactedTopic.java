package io.networkanalytics.job.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.networkanalytics.model.TableLoader;
import io.networkanalytics.model.TableRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A compacted topic, read from its first record to the end that it has now. Used once, when the job
 * starts without state: no sample is annotated from a table that is still loading.
 *
 * @param kafka how to reach Kafka
 * @param topic the topic
 */
public record CompactedTopic(KafkaOptions kafka, String topic) implements TableLoader {

    private static final Duration POLL = Duration.ofMillis(200);

    @Override
    public List<TableRecord> load() {
        Properties properties = new Properties();
        properties.putAll(kafka.properties());
        properties.setProperty("bootstrap.servers", kafka.bootstrapServers());
        properties.setProperty("isolation.level", "read_committed");
        properties.setProperty("enable.auto.commit", "false");
        properties.setProperty("auto.offset.reset", "earliest");
        List<TableRecord> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(p -> new TopicPartition(topic, p.partition()))
                            .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    records.add(toTableRecord(record));
                }
            }
        }
        return records;
    }

    static TableRecord toTableRecord(ConsumerRecord<byte[], byte[]> record) {
        return new TableRecord(
                record.partition(),
                record.offset(),
                record.key() == null ? "" : new String(record.key(), UTF_8),
                record.value() == null ? "" : new String(record.value(), UTF_8));
    }
}
