package io.networkanalytics.job.hold;

import io.networkanalytics.job.encoding.ImmutableSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A chunk: int32 number of samples, int32 length, the samples one behind the other as their own
 * serializer writes them.
 *
 * @param <T> the sample as it is held
 */
public abstract class HeldChunkSerializer<T> extends ImmutableSerializer<HeldChunk<T>> {

    private static final long serialVersionUID = 1L;
    private static final int FIRST_SIZE = 1 << 19;

    private final TypeSerializer<T> samples;

    /**
     * @param samples of a sample
     */
    protected HeldChunkSerializer(TypeSerializer<T> samples) {
        this.samples = samples;
    }

    @Override
    public HeldChunk<T> createInstance() {
        return new HeldChunk<>(List.of());
    }

    @Override
    public void serialize(HeldChunk<T> chunk, DataOutputView target) throws IOException {
        DataOutputSerializer buffer = new DataOutputSerializer(FIRST_SIZE);
        for (T sample : chunk.samples()) {
            samples.serialize(sample, buffer);
        }
        target.writeInt(chunk.samples().size());
        target.writeInt(buffer.length());
        target.write(buffer.getSharedBuffer(), 0, buffer.length());
    }

    @Override
    public HeldChunk<T> deserialize(DataInputView source) throws IOException {
        int count = source.readInt();
        byte[] bytes = new byte[source.readInt()];
        source.readFully(bytes);
        DataInputDeserializer buffer = new DataInputDeserializer(bytes);
        List<T> read = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            read.add(samples.deserialize(buffer));
        }
        return new HeldChunk<>(read);
    }
}
