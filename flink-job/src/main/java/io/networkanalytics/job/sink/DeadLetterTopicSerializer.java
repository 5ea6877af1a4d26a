package io.networkanalytics.job.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.networkanalytics.model.DeadLetter;
import io.networkanalytics.model.Topics;
import java.util.List;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Dead letters as records: the original bytes, the rest in headers. */
final class DeadLetterTopicSerializer implements KafkaRecordSerializationSchema<DeadLetter> {

    private static final long serialVersionUID = 1L;

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            DeadLetter letter, KafkaSinkContext context, Long timestamp) {
        List<Header> headers =
                List.of(
                        header(
                                DeadLetter.HEADER_RECEIVED_AT,
                                Long.toString(letter.receivedAtNanos())),
                        header(DeadLetter.HEADER_STAGE, letter.stage()),
                        header(DeadLetter.HEADER_REASON, letter.reason()),
                        header(DeadLetter.HEADER_ORIGIN, letter.origin()),
                        header(DeadLetter.HEADER_DETAIL, letter.detail()));
        return new ProducerRecord<>(
                Topics.DEAD_LETTERS,
                null,
                Math.floorDiv(letter.receivedAtNanos(), 1_000_000L),
                null,
                letter.payload(),
                headers);
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(UTF_8));
    }
}
