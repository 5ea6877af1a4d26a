package io.networkanalytics.job.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.networkanalytics.model.Topics;
import io.networkanalytics.model.attack.AttackEvent;
import io.networkanalytics.model.codec.AttackEventCodec;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Events of attacks as records of their topic, see {@link AttackEventCodec}. */
final class AttackEventTopicSerializer implements KafkaRecordSerializationSchema<AttackEvent> {

    private static final long serialVersionUID = 1L;
    private static final long MILLIS_PER_SECOND = 1_000;

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            AttackEvent event, KafkaSinkContext context, Long timestamp) {
        return new ProducerRecord<>(
                Topics.ATTACK_EVENTS,
                null,
                event.at() * MILLIS_PER_SECOND,
                AttackEventCodec.key(event).getBytes(UTF_8),
                AttackEventCodec.encode(event).getBytes(UTF_8));
    }
}
