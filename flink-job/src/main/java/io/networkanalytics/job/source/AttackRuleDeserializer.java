package io.networkanalytics.job.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.networkanalytics.model.TableRecord;
import io.networkanalytics.model.attack.AttackRule;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * The rows that rules of the job have in a header, on their records and on the one that removes
 * them. Rules of people have no such header, and are left out.
 */
final class AttackRuleDeserializer implements KafkaRecordDeserializationSchema<TableRecord> {

    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<TableRecord> out) {
        Header row = record.headers().lastHeader(AttackRule.HEADER);
        if (row == null) {
            return;
        }
        TableRecord whole = CompactedTopic.toTableRecord(record);
        out.collect(
                new TableRecord(
                        whole.partition(),
                        whole.offset(),
                        whole.key(),
                        row.value() == null ? "" : new String(row.value(), UTF_8)));
    }

    @Override
    public TypeInformation<TableRecord> getProducedType() {
        return TypeInformation.of(TableRecord.class);
    }
}
