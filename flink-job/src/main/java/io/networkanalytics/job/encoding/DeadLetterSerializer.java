package io.networkanalytics.job.encoding;

import io.networkanalytics.model.DeadLetter;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A dead letter: int64 time, four modified-UTF-8 texts (stage, reason, origin, detail), int32
 * length, payload.
 */
public final class DeadLetterSerializer extends ImmutableSerializer<DeadLetter> {

    private static final long serialVersionUID = 1L;

    /** The one instance. */
    public static final DeadLetterSerializer INSTANCE = new DeadLetterSerializer();

    /** The type of dead letters between operators. */
    public static final TypeInformation<DeadLetter> TYPE =
            new EncodedType<>(DeadLetter.class, INSTANCE);

    @Override
    public DeadLetter createInstance() {
        return new DeadLetter(0, "", "", "", "", new byte[0]);
    }

    @Override
    public void serialize(DeadLetter letter, DataOutputView target) throws IOException {
        target.writeLong(letter.receivedAtNanos());
        target.writeUTF(letter.stage());
        target.writeUTF(letter.reason());
        target.writeUTF(letter.origin());
        target.writeUTF(letter.detail());
        target.writeInt(letter.payload().length);
        target.write(letter.payload());
    }

    @Override
    public DeadLetter deserialize(DataInputView source) throws IOException {
        long receivedAtNanos = source.readLong();
        String stage = source.readUTF();
        String reason = source.readUTF();
        String origin = source.readUTF();
        String detail = source.readUTF();
        byte[] payload = new byte[source.readInt()];
        source.readFully(payload);
        return new DeadLetter(receivedAtNanos, stage, reason, origin, detail, payload);
    }

    @Override
    public TypeSerializerSnapshot<DeadLetter> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Version of the format, in savepoints. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<DeadLetter> {
        /** Used by Flink. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
