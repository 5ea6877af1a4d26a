package io.networkanalytics.job.source;

import io.networkanalytics.job.encoding.EncodedType;
import io.networkanalytics.job.encoding.ImmutableSerializer;
import io.networkanalytics.job.encoding.PacketSampleSerializer;
import io.networkanalytics.model.PacketSample;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * An arrival. It never leaves the chain of the source, so it is written only where someone breaks
 * that chain.
 */
public final class ArrivalSerializer extends ImmutableSerializer<Arrival> {

    private static final long serialVersionUID = 1L;

    private static final ArrivalSerializer INSTANCE = new ArrivalSerializer();

    /** The type of arrivals. */
    static final TypeInformation<Arrival> TYPE = new EncodedType<>(Arrival.class, INSTANCE);

    @Override
    public Arrival createInstance() {
        return new Arrival(0, 0, new byte[0], PacketSample.getDefaultInstance(), "", "");
    }

    @Override
    public void serialize(Arrival arrival, DataOutputView target) throws IOException {
        target.writeInt(arrival.partition());
        target.writeLong(arrival.offset());
        target.writeInt(arrival.value().length);
        target.write(arrival.value());
        PacketSampleSerializer.INSTANCE.serialize(arrival.sample(), target);
        target.writeUTF(arrival.reason());
        target.writeUTF(arrival.detail());
    }

    @Override
    public Arrival deserialize(DataInputView source) throws IOException {
        int partition = source.readInt();
        long offset = source.readLong();
        byte[] value = new byte[source.readInt()];
        source.readFully(value);
        PacketSample sample = PacketSampleSerializer.INSTANCE.deserialize(source);
        return new Arrival(partition, offset, value, sample, source.readUTF(), source.readUTF());
    }

    @Override
    public TypeSerializerSnapshot<Arrival> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Version of the format. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Arrival> {
        /** Used by Flink. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
