package io.networkanalytics.job.source;

import io.networkanalytics.model.TableRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records of a compacted topic as text. */
final class TableRecordDeserializer implements KafkaRecordDeserializationSchema<TableRecord> {

    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<TableRecord> out) {
        out.collect(CompactedTopic.toTableRecord(record));
    }

    @Override
    public TypeInformation<TableRecord> getProducedType() {
        return TypeInformation.of(TableRecord.class);
    }
}
