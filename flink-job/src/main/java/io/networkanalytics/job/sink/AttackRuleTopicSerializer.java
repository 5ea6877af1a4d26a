package io.networkanalytics.job.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.networkanalytics.model.Topics;
import io.networkanalytics.model.attack.AttackRule;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Rules against attacks as records of the topic of all rules. When the attack has ended, a record
 * without a value removes its rule. Their time is when they are written, as with {@link
 * AttackEventTopicSerializer}.
 */
final class AttackRuleTopicSerializer implements KafkaRecordSerializationSchema<AttackRule> {

    private static final long serialVersionUID = 1L;

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            AttackRule rule, KafkaSinkContext context, Long timestamp) {
        return new ProducerRecord<>(
                Topics.MITIGATION_RULES,
                rule.key().getBytes(UTF_8),
                rule.json().isEmpty() ? null : rule.json().getBytes(UTF_8));
    }
}
