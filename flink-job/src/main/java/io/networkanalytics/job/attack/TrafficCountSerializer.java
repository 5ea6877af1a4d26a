package io.networkanalytics.job.attack;

import io.networkanalytics.job.encoding.EncodedType;
import io.networkanalytics.job.encoding.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A count: key, int64 second, uint8 vector, then the traffic as {@link AttackCodec} writes it. */
public final class TrafficCountSerializer extends ImmutableSerializer<TrafficCount> {

    private static final long serialVersionUID = 1L;

    static final TrafficCountSerializer INSTANCE = new TrafficCountSerializer();

    static final TypeInformation<TrafficCount> TYPE =
            new EncodedType<>(TrafficCount.class, INSTANCE);

    @Override
    public TrafficCount createInstance() {
        return new TrafficCount(
                new PrefixKey(0, 0, 0), 0, 0, new VectorTraffic(0, 0, 0, "", DigestSample.EMPTY));
    }

    @Override
    public void serialize(TrafficCount count, DataOutputView target) throws IOException {
        AttackCodec.writeVersion(target);
        AttackCodec.write(target, count.key());
        target.writeLong(count.second());
        target.writeByte(count.vector());
        AttackCodec.write(target, count.traffic());
    }

    @Override
    public TrafficCount deserialize(DataInputView source) throws IOException {
        AttackCodec.readVersion(source);
        return new TrafficCount(
                AttackCodec.readKey(source),
                source.readLong(),
                source.readByte(),
                AttackCodec.readTraffic(source));
    }

    @Override
    public TypeSerializerSnapshot<TrafficCount> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Version of the format, in savepoints. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<TrafficCount> {
        /** Used by Flink. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
