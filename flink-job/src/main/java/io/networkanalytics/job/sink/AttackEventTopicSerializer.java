package io.networkanalytics.job.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.networkanalytics.model.Topics;
import io.networkanalytics.model.attack.AttackEvent;
import io.networkanalytics.model.codec.AttackEventCodec;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Events of attacks as records of their topic, see {@link AttackEventCodec}. Their time is when
 * they are written: by event time the broker would refuse what lies ahead of its clock, and drop at
 * once what a replay finds in old traffic.
 */
final class AttackEventTopicSerializer implements KafkaRecordSerializationSchema<AttackEvent> {

    private static final long serialVersionUID = 1L;

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            AttackEvent event, KafkaSinkContext context, Long timestamp) {
        return new ProducerRecord<>(
                Topics.ATTACK_EVENTS,
                AttackEventCodec.key(event).getBytes(UTF_8),
                AttackEventCodec.encode(event).getBytes(UTF_8));
    }
}
