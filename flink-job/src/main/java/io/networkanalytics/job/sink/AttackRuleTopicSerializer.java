package io.networkanalytics.job.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.networkanalytics.model.Topics;
import io.networkanalytics.model.attack.AttackRule;
import io.networkanalytics.model.codec.AttackRuleCodec;
import java.util.List;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Rules against attacks as records of the topic of all rules. When the attack has ended, a record
 * without a value removes its rule. All have the row of the table in a header, see {@link
 * AttackRuleCodec}, since a record without a value has nothing else to fill it from. Their time is
 * when they are written, as with {@link AttackEventTopicSerializer}.
 */
final class AttackRuleTopicSerializer implements KafkaRecordSerializationSchema<AttackRule> {

    private static final long serialVersionUID = 1L;

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            AttackRule rule, KafkaSinkContext context, Long timestamp) {
        return new ProducerRecord<>(
                Topics.MITIGATION_RULES,
                null,
                null,
                rule.key().getBytes(UTF_8),
                rule.json().isEmpty() ? null : rule.json().getBytes(UTF_8),
                List.of(
                        new RecordHeader(
                                AttackRule.HEADER, AttackRuleCodec.encode(rule).getBytes(UTF_8))));
    }
}
