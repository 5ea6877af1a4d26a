package io.networkanalytics.job.encoding;

import io.networkanalytics.model.Account;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.PacketSample;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * An annotated sample: the sample as {@link WireSampleSerializer} writes it, int64 event time,
 * int64 account, and three modified-UTF-8 tags. It stays within its chain in the job as it is
 * wired, so it is written only where someone breaks the chain.
 */
public final class AnnotatedSampleSerializer extends ImmutableSerializer<AnnotatedSample> {

    private static final long serialVersionUID = 1L;

    /** The one instance. */
    public static final AnnotatedSampleSerializer INSTANCE = new AnnotatedSampleSerializer();

    /** The type of annotated samples between operators. */
    public static final TypeInformation<AnnotatedSample> TYPE =
            new EncodedType<>(AnnotatedSample.class, INSTANCE);

    @Override
    public AnnotatedSample createInstance() {
        return new AnnotatedSample(PacketSample.getDefaultInstance(), 0, Account.UNASSIGNED);
    }

    @Override
    public void serialize(AnnotatedSample row, DataOutputView target) throws IOException {
        byte[] bytes = row.sample().toByteArray();
        target.writeInt(bytes.length);
        target.write(bytes);
        target.writeLong(row.eventTimeNanos());
        target.writeLong(row.account().accountId());
        target.writeUTF(row.account().prefixTag());
        target.writeUTF(row.account().leaseTag());
        target.writeUTF(row.account().applicationTag());
    }

    @Override
    public AnnotatedSample deserialize(DataInputView source) throws IOException {
        byte[] bytes = new byte[source.readInt()];
        source.readFully(bytes);
        return new AnnotatedSample(
                WireSampleSerializer.parse(bytes),
                source.readLong(),
                new Account(
                        source.readLong(), source.readUTF(), source.readUTF(), source.readUTF()));
    }

    @Override
    public TypeSerializerSnapshot<AnnotatedSample> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Version of the format, in savepoints. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<AnnotatedSample> {
        /** Used by Flink. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
