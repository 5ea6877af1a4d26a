package io.networkanalytics.job.attack;

import io.networkanalytics.job.encoding.EncodedType;
import io.networkanalytics.job.encoding.ImmutableSerializer;
import java.io.IOException;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A second of a prefix, as {@link AttackCodec} writes it. */
public final class SecondTrafficSerializer extends ImmutableSerializer<SecondTraffic> {

    private static final long serialVersionUID = 1L;

    static final SecondTrafficSerializer INSTANCE = new SecondTrafficSerializer();

    static final TypeInformation<SecondTraffic> TYPE =
            new EncodedType<>(SecondTraffic.class, INSTANCE);

    @Override
    public SecondTraffic createInstance() {
        return new SecondTraffic(0, new TreeMap<>());
    }

    @Override
    public void serialize(SecondTraffic second, DataOutputView target) throws IOException {
        AttackCodec.writeVersion(target);
        AttackCodec.write(target, second);
    }

    @Override
    public SecondTraffic deserialize(DataInputView source) throws IOException {
        AttackCodec.readVersion(source);
        return AttackCodec.readSecond(source);
    }

    @Override
    public TypeSerializerSnapshot<SecondTraffic> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Version of the format, in savepoints. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<SecondTraffic> {
        /** Used by Flink. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
