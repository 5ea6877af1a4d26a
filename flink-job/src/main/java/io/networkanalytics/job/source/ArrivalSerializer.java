package io.networkanalytics.job.source;

import io.networkanalytics.job.encoding.EncodedType;
import io.networkanalytics.job.encoding.ImmutableSerializer;
import io.networkanalytics.job.encoding.WireSampleSerializer;
import io.networkanalytics.model.WireSample;
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
        return new Arrival(0, 0, WireSampleSerializer.INSTANCE.createInstance(), "", "");
    }

    @Override
    public void serialize(Arrival arrival, DataOutputView target) throws IOException {
        target.writeInt(arrival.partition());
        target.writeLong(arrival.offset());
        target.writeUTF(arrival.reason());
        target.writeUTF(arrival.detail());
        WireSampleSerializer.INSTANCE.serialize(arrival.wire(), target);
    }

    @Override
    public Arrival deserialize(DataInputView source) throws IOException {
        int partition = source.readInt();
        long offset = source.readLong();
        String reason = source.readUTF();
        String detail = source.readUTF();
        WireSample wire =
                reason.isEmpty()
                        ? WireSampleSerializer.INSTANCE.deserialize(source)
                        : WireSampleSerializer.INSTANCE.deserializeMalformed(source);
        return new Arrival(partition, offset, wire, reason, detail);
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
