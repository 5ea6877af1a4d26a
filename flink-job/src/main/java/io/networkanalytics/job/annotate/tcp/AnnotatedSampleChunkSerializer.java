package io.networkanalytics.job.annotate.tcp;

import io.networkanalytics.job.encoding.AnnotatedSampleSerializer;
import io.networkanalytics.job.hold.HeldChunk;
import io.networkanalytics.job.hold.HeldChunkSerializer;
import io.networkanalytics.model.AnnotatedSample;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Held samples in checkpoints. */
public final class AnnotatedSampleChunkSerializer extends HeldChunkSerializer<AnnotatedSample> {

    private static final long serialVersionUID = 1L;

    static final AnnotatedSampleChunkSerializer INSTANCE = new AnnotatedSampleChunkSerializer();

    private AnnotatedSampleChunkSerializer() {
        super(AnnotatedSampleSerializer.INSTANCE);
    }

    @Override
    public TypeSerializerSnapshot<HeldChunk<AnnotatedSample>> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Version of the format, in savepoints. */
    public static final class Snapshot
            extends SimpleTypeSerializerSnapshot<HeldChunk<AnnotatedSample>> {
        /** Used by Flink. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
