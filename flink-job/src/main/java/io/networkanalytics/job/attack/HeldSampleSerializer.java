package io.networkanalytics.job.attack;

import io.networkanalytics.job.encoding.EncodedType;
import io.networkanalytics.job.encoding.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A held sample: int64 second, uint8 vector, int32 length, the encoded sample. */
public final class HeldSampleSerializer extends ImmutableSerializer<HeldSample> {

    private static final long serialVersionUID = 1L;

    static final HeldSampleSerializer INSTANCE = new HeldSampleSerializer();

    static final TypeInformation<HeldSample> TYPE = new EncodedType<>(HeldSample.class, INSTANCE);

    @Override
    public HeldSample createInstance() {
        return new HeldSample(0, 0, new byte[0]);
    }

    @Override
    public void serialize(HeldSample sample, DataOutputView target) throws IOException {
        AttackCodec.writeVersion(target);
        target.writeLong(sample.second());
        target.writeByte(sample.vector());
        target.writeInt(sample.bytes().length);
        target.write(sample.bytes());
    }

    @Override
    public HeldSample deserialize(DataInputView source) throws IOException {
        AttackCodec.readVersion(source);
        long second = source.readLong();
        int vector = source.readByte();
        byte[] bytes = new byte[source.readInt()];
        source.readFully(bytes);
        return new HeldSample(second, vector, bytes);
    }

    @Override
    public TypeSerializerSnapshot<HeldSample> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Version of the format, in savepoints. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<HeldSample> {
        /** Used by Flink. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
