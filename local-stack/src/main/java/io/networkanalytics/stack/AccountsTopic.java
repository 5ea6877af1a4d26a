package io.networkanalytics.stack;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.networkanalytics.model.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/** Fills {@link Topics#ACCOUNTS} from a file with one JSON object a line. */
public final class AccountsTopic {

    private AccountsTopic() {}

    /**
     * Publishes a file.
     *
     * @param bootstrap Kafka
     * @param file lines of JSON with a key {@code prefix}, which is the key of the record
     * @return number of prefixes
     * @throws StackException if the file cannot be read or Kafka does not take it
     */
    public static int publish(String bootstrap, Path file) {
        Map<String, Object> settings = Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                if (!line.isBlank()) {
                    String key = new ObjectMapper().readTree(line).required("prefix").asText();
                    sent.add(producer.send(new ProducerRecord<>(Topics.ACCOUNTS, key, line)));
                }
            }
            for (Future<RecordMetadata> record : sent) {
                record.get();
            }
        } catch (IOException | ExecutionException e) {
            throw new StackException("The accounts of " + file + " cannot be published: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while publishing accounts", e);
        }
        return sent.size();
    }
}
