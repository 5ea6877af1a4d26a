package io.networkanalytics.job.attack;

import io.networkanalytics.job.encoding.EncodedType;
import io.networkanalytics.job.encoding.ImmutableSerializer;
import java.io.IOException;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What is remembered of a prefix: attacks, recent seconds, profiles by vector, as {@link
 * AttackCodec} writes them.
 */
public final class PrefixStateSerializer extends ImmutableSerializer<PrefixState> {

    private static final long serialVersionUID = 1L;

    static final PrefixStateSerializer INSTANCE = new PrefixStateSerializer();

    static final TypeInformation<PrefixState> TYPE = new EncodedType<>(PrefixState.class, INSTANCE);

    /** It is changed in place, its parts are not: a copy shares them. */
    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public PrefixState copy(PrefixState from) {
        return from.copy();
    }

    @Override
    public PrefixState copy(PrefixState from, PrefixState reuse) {
        return from.copy();
    }

    @Override
    public PrefixState createInstance() {
        return new PrefixState();
    }

    @Override
    public void serialize(PrefixState state, DataOutputView target) throws IOException {
        AttackCodec.writeVersion(target);
        target.writeInt(state.attacks.size());
        for (AttackState attack : state.attacks) {
            AttackCodec.write(target, attack);
        }
        target.writeInt(state.recent.size());
        for (SecondTraffic second : state.recent) {
            AttackCodec.write(target, second);
        }
        target.writeInt(state.profiles.size());
        for (Map.Entry<Integer, VectorProfile> profile : state.profiles.entrySet()) {
            target.writeByte(profile.getKey());
            AttackCodec.write(target, profile.getValue());
        }
    }

    @Override
    public PrefixState deserialize(DataInputView source) throws IOException {
        AttackCodec.readVersion(source);
        PrefixState state = new PrefixState();
        for (int left = source.readInt(); left > 0; left--) {
            state.attacks.add(AttackCodec.readAttack(source));
        }
        for (int left = source.readInt(); left > 0; left--) {
            state.recent.add(AttackCodec.readSecond(source));
        }
        for (int left = source.readInt(); left > 0; left--) {
            int vector = source.readByte();
            state.profiles.put(vector, AttackCodec.readProfile(source));
        }
        return state;
    }

    @Override
    public TypeSerializerSnapshot<PrefixState> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Version of the format, in savepoints. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<PrefixState> {
        /** Used by Flink. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
