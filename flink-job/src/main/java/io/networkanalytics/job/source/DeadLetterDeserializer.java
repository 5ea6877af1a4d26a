package io.networkanalytics.job.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.networkanalytics.job.encoding.DeadLetterSerializer;
import io.networkanalytics.model.DeadLetter;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Dead letters from value and headers. What lacks a header is still a dead letter: nothing is
 * refused here.
 */
final class DeadLetterDeserializer implements KafkaRecordDeserializationSchema<DeadLetter> {

    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<DeadLetter> out) {
        out.collect(
                new DeadLetter(
                        receivedAtNanos(record),
                        header(record, DeadLetter.HEADER_STAGE),
                        header(record, DeadLetter.HEADER_REASON),
                        header(record, DeadLetter.HEADER_ORIGIN),
                        header(record, DeadLetter.HEADER_DETAIL),
                        record.value() == null ? new byte[0] : record.value()));
    }

    @Override
    public TypeInformation<DeadLetter> getProducedType() {
        return DeadLetterSerializer.TYPE;
    }

    private static long receivedAtNanos(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Long.parseLong(header(record, DeadLetter.HEADER_RECEIVED_AT));
        } catch (NumberFormatException e) {
            return record.timestamp() * 1_000_000L;
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), UTF_8);
    }
}
