package io.networkanalytics.job.encoding;

import com.google.protobuf.InvalidProtocolBufferException;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.WireSample;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A sample as the bytes that it came in: int32 length, then the protobuf message. Fields that a
 * newer release adds are kept by an older one, as the bytes are.
 */
public final class WireSampleSerializer extends ImmutableSerializer<WireSample> {

    private static final long serialVersionUID = 1L;

    /** The one instance. */
    public static final WireSampleSerializer INSTANCE = new WireSampleSerializer();

    /** The type of samples between operators. */
    public static final TypeInformation<WireSample> TYPE =
            new EncodedType<>(WireSample.class, INSTANCE);

    @Override
    public WireSample createInstance() {
        return new WireSample(PacketSample.getDefaultInstance(), new byte[0]);
    }

    @Override
    public void serialize(WireSample sample, DataOutputView target) throws IOException {
        target.writeInt(sample.bytes().length);
        target.write(sample.bytes());
    }

    @Override
    public WireSample deserialize(DataInputView source) throws IOException {
        byte[] bytes = readBytes(source);
        return new WireSample(parse(bytes), bytes);
    }

    /**
     * Reads bytes that are known not to be a sample.
     *
     * @param source where they are
     * @return the bytes with the default instance
     * @throws IOException if they cannot be read
     */
    public WireSample deserializeMalformed(DataInputView source) throws IOException {
        return new WireSample(PacketSample.getDefaultInstance(), readBytes(source));
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        byte[] bytes = readBytes(source);
        target.writeInt(bytes.length);
        target.write(bytes);
    }

    private static byte[] readBytes(DataInputView source) throws IOException {
        byte[] bytes = new byte[source.readInt()];
        source.readFully(bytes);
        return bytes;
    }

    /**
     * Reads a sample that this job wrote.
     *
     * @param bytes its encoding
     * @return the sample
     * @throws IOException if they are damaged
     */
    static PacketSample parse(byte[] bytes) throws IOException {
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
    public TypeSerializerSnapshot<WireSample> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Version of the format, in savepoints. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<WireSample> {
        /** Used by Flink. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
