package io.networkanalytics.job.source;

import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.codec.MalformedRecordException;
import io.networkanalytics.model.codec.PacketSampleCodec;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Decodes as the records are read, because the watermark of each partition needs their event time.
 * What does not decode goes on as it is; the next operator makes a dead letter of it.
 */
final class SampleDeserializer implements KafkaRecordDeserializationSchema<Arrival> {

    private static final long serialVersionUID = 1L;
    private static final byte[] NOTHING = {};

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Arrival> out) {
        byte[] value = record.value() == null ? NOTHING : record.value();
        try {
            PacketSample sample = PacketSampleCodec.decode(value);
            out.collect(new Arrival(record.partition(), record.offset(), NOTHING, sample, "", ""));
        } catch (MalformedRecordException e) {
            out.collect(
                    new Arrival(
                            record.partition(),
                            record.offset(),
                            value,
                            PacketSample.getDefaultInstance(),
                            e.reason(),
                            e.getMessage()));
        }
    }

    @Override
    public TypeInformation<Arrival> getProducedType() {
        return ArrivalSerializer.TYPE;
    }
}
