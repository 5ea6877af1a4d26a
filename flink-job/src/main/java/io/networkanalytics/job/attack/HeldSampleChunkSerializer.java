package io.networkanalytics.job.attack;

import io.networkanalytics.job.hold.HeldChunk;
import io.networkanalytics.job.hold.HeldChunkSerializer;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Held samples in checkpoints. */
public final class HeldSampleChunkSerializer extends HeldChunkSerializer<HeldSample> {

    private static final long serialVersionUID = 1L;

    static final HeldSampleChunkSerializer INSTANCE = new HeldSampleChunkSerializer();

    private HeldSampleChunkSerializer() {
        super(HeldSampleSerializer.INSTANCE);
    }

    @Override
    public TypeSerializerSnapshot<HeldChunk<HeldSample>> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Version of the format, in savepoints. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<HeldChunk<HeldSample>> {
        /** Used by Flink. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
