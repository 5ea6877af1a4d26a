package io.networkanalytics.stack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends and receives strings, each its own key, on partition 0 of a topic. */
final class TestingKafka {
    private TestingKafka() {}

    static void send(String bootstrap, String topic, String value) throws Exception {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", bootstrap, "acks", "all"),
                        new StringSerializer(),
                        new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, 0, value, value)).get(30, TimeUnit.SECONDS);
        }
    }

    /** All records from the start up to the end as it is now. */
    static List<String> receiveAll(String bootstrap, String topic) {
        TopicPartition partition = new TopicPartition(topic, 0);
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", bootstrap),
                        new StringDeserializer(),
                        new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            List<String> values = new ArrayList<>();
            Await.until(
                    "records of " + topic,
                    Duration.ofSeconds(30),
                    () -> {
                        consumer.poll(Duration.ofMillis(200))
                                .forEach(record -> values.add(value(record)));
                        long position = consumer.position(partition);
                        return position >= end
                                ? Optional.empty()
                                : Optional.of(position + " of " + end);
                    });
            return values;
        }
    }

    private static String value(ConsumerRecord<String, String> record) {
        return record.value();
    }
}
