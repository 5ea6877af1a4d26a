package io.networkanalytics.job.annotate.tcp;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The bytes that {@link TcpConnectionCodec} makes of a connection, as they are. On the heap they
 * are the state as well: one array is one object for the garbage collector to look at, where there
 * are millions of connections. They are changed in place, and copied where a snapshot still needs
 * them as they were.
 */
public final class TcpConnectionSerializer extends TypeSerializerSingleton<byte[]> {

    private static final long serialVersionUID = 1L;

    /** The one instance. */
    public static final TcpConnectionSerializer INSTANCE = new TcpConnectionSerializer();

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public byte[] createInstance() {
        return new byte[0];
    }

    @Override
    public byte[] copy(byte[] from) {
        return from.clone();
    }

    @Override
    public byte[] copy(byte[] from, byte[] reuse) {
        return from.clone();
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(byte[] connection, DataOutputView target) throws IOException {
        // Their length is in the first of them.
        target.write(connection);
    }

    @Override
    public byte[] deserialize(DataInputView source) throws IOException {
        byte first = source.readByte();
        byte[] connection = new byte[TcpConnectionCodec.length(first)];
        connection[0] = first;
        source.readFully(connection, 1, connection.length - 1);
        return connection;
    }

    @Override
    public byte[] deserialize(byte[] reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        serialize(deserialize(source), target);
    }

    @Override
    public TypeSerializerSnapshot<byte[]> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Version of the format, in savepoints. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<byte[]> {
        /** Used by Flink. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
