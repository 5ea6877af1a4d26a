package io.networkanalytics.job.source;

import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.WireSample;
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
            WireSample wire = PacketSampleCodec.decode(value);
            out.collect(new Arrival(record.partition(), record.offset(), wire, "", ""));
        } catch (MalformedRecordException e) {
            WireSample wire = new WireSample(PacketSample.getDefaultInstance(), value);
            out.collect(
                    new Arrival(
                            record.partition(), record.offset(), wire, e.reason(), e.getMessage()));
        }
    }

    @Override
    public TypeInformation<Arrival> getProducedType() {
        return ArrivalSerializer.TYPE;
    }
}
