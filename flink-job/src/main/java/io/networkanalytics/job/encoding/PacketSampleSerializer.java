package io.networkanalytics.job.encoding;

import com.google.protobuf.InvalidProtocolBufferException;
import io.networkanalytics.model.PacketSample;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A sample as its protobuf bytes: int32 length, then the message. Fields that a newer release adds
 * are kept by an older one, as protobuf keeps unknown fields.
 */
public final class PacketSampleSerializer extends ImmutableSerializer<PacketSample> {

    private static final long serialVersionUID = 1L;

    /** The one instance. */
    public static final PacketSampleSerializer INSTANCE = new PacketSampleSerializer();

    /** The type of samples between operators. */
    public static final TypeInformation<PacketSample> TYPE =
            new EncodedType<>(PacketSample.class, INSTANCE);

    @Override
    public PacketSample createInstance() {
        return PacketSample.getDefaultInstance();
    }

    @Override
    public void serialize(PacketSample sample, DataOutputView target) throws IOException {
        byte[] bytes = sample.toByteArray();
        target.writeInt(bytes.length);
        target.write(bytes);
    }

    @Override
    public PacketSample deserialize(DataInputView source) throws IOException {
        byte[] bytes = new byte[source.readInt()];
        source.readFully(bytes);
        try {
            return PacketSample.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new IOException(
                    "A sample of "
                            + bytes.length
                            + " bytes in a snapshot or on the wire is damaged",
                    e);
        }
    }

    @Override
    public TypeSerializerSnapshot<PacketSample> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Version of the format, in savepoints. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<PacketSample> {
        /** Used by Flink. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
