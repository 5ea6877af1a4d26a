package io.networkanalytics.job.attack;

import io.networkanalytics.job.encoding.EncodedType;
import io.networkanalytics.job.encoding.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A span: int64 account, id, int64 first and last second and onset, fingerprint. */
public final class AttackSpanSerializer extends ImmutableSerializer<AttackSpan> {

    private static final long serialVersionUID = 1L;

    static final AttackSpanSerializer INSTANCE = new AttackSpanSerializer();

    static final TypeInformation<AttackSpan> TYPE = new EncodedType<>(AttackSpan.class, INSTANCE);

    @Override
    public AttackSpan createInstance() {
        return new AttackSpan(0, "", 0, 0, 0, Fingerprint.NONE);
    }

    @Override
    public void serialize(AttackSpan span, DataOutputView target) throws IOException {
        AttackCodec.writeVersion(target);
        target.writeLong(span.account());
        target.writeUTF(span.attackId());
        target.writeLong(span.from());
        target.writeLong(span.to());
        target.writeLong(span.onset());
        AttackCodec.write(target, span.fingerprint());
    }

    @Override
    public AttackSpan deserialize(DataInputView source) throws IOException {
        AttackCodec.readVersion(source);
        return new AttackSpan(
                source.readLong(),
                source.readUTF(),
                source.readLong(),
                source.readLong(),
                source.readLong(),
                AttackCodec.readFingerprint(source));
    }

    @Override
    public TypeSerializerSnapshot<AttackSpan> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Version of the format, in savepoints. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<AttackSpan> {
        /** Used by Flink. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
