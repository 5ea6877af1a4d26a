package io.networkanalytics.job.annotate.tcp;

import io.networkanalytics.job.encoding.EncodedType;
import io.networkanalytics.job.encoding.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A connection's key as {@link ConnectionKeyCodec} writes it. */
public final class ConnectionKeySerializer extends ImmutableSerializer<ConnectionKey> {

    private static final long serialVersionUID = 1L;

    /** The one instance. */
    public static final ConnectionKeySerializer INSTANCE = new ConnectionKeySerializer();

    /** The type of the key of tracked samples. */
    public static final TypeInformation<ConnectionKey> TYPE =
            new EncodedType<>(ConnectionKey.class, INSTANCE);

    @Override
    public ConnectionKey createInstance() {
        return new V4ConnectionKey(0, 0, 0, 0);
    }

    @Override
    public void serialize(ConnectionKey key, DataOutputView target) throws IOException {
        ConnectionKeyCodec.write(key, target);
    }

    @Override
    public ConnectionKey deserialize(DataInputView source) throws IOException {
        return ConnectionKeyCodec.read(source);
    }

    @Override
    public TypeSerializerSnapshot<ConnectionKey> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Version of the format, in savepoints. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<ConnectionKey> {
        /** Used by Flink. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
