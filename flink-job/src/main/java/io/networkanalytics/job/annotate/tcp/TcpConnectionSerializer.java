package io.networkanalytics.job.annotate.tcp;

import io.networkanalytics.job.encoding.EncodedType;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A connection as {@link TcpConnectionCodec} writes it. It is mutable: on the heap the state is
 * changed in place, and copied where a snapshot still needs it as it was.
 */
public final class TcpConnectionSerializer extends TypeSerializerSingleton<TcpConnection> {

    private static final long serialVersionUID = 1L;

    /** The one instance. */
    public static final TcpConnectionSerializer INSTANCE = new TcpConnectionSerializer();

    /** The type of connections in state. */
    public static final TypeInformation<TcpConnection> TYPE =
            new EncodedType<>(TcpConnection.class, INSTANCE);

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public TcpConnection createInstance() {
        return new TcpConnection();
    }

    @Override
    public TcpConnection copy(TcpConnection from) {
        return from.copy();
    }

    @Override
    public TcpConnection copy(TcpConnection from, TcpConnection reuse) {
        return from.copy();
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(TcpConnection connection, DataOutputView target) throws IOException {
        TcpConnectionCodec.write(connection, target);
    }

    @Override
    public TcpConnection deserialize(DataInputView source) throws IOException {
        return TcpConnectionCodec.read(source);
    }

    @Override
    public TcpConnection deserialize(TcpConnection reuse, DataInputView source) throws IOException {
        return TcpConnectionCodec.read(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        byte first = source.readByte();
        target.writeByte(first);
        byte[] rest = new byte[TcpConnectionCodec.length(first) - 1];
        source.readFully(rest);
        target.write(rest);
    }

    @Override
    public TypeSerializerSnapshot<TcpConnection> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Version of the format, in savepoints. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<TcpConnection> {
        /** Used by Flink. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
