package io.networkanalytics.job.encoding;

import io.networkanalytics.model.Account;
import io.networkanalytics.model.AddressFacts;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.Decision;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.Site;
import io.networkanalytics.model.TcpProtection;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * An annotated sample: the sample as {@link WireSampleSerializer} writes it, int64 event time,
 * int64 account with its tags, prefix and preferences, of source and destination an int64 ASN with
 * its name and the country, five attributes of the site, and a byte that says whether ten values of
 * a decision follow that is not the one in the sample, then the id of the attack. Text is modified
 * UTF-8 behind an int16 length.
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
        return AnnotatedSample.of(PacketSample.getDefaultInstance(), 0, Account.UNASSIGNED);
    }

    @Override
    public void serialize(AnnotatedSample row, DataOutputView target) throws IOException {
        byte[] bytes = row.sample().toByteArray();
        target.writeInt(bytes.length);
        target.write(bytes);
        target.writeLong(row.eventTimeNanos());
        Account account = row.account();
        target.writeLong(account.accountId());
        writeTexts(
                target,
                account.prefixTag(),
                account.leaseTag(),
                account.applicationTag(),
                account.prefix());
        target.writeByte(account.tcpProtection().ordinal());
        target.writeUTF(account.attackPreference());
        write(target, row.source());
        write(target, row.destination());
        Site site = row.site();
        writeTexts(target, site.name(), site.city(), site.region(), site.country(), site.geohash());
        write(target, row.decision(), row.sample());
        target.writeUTF(row.attackId());
    }

    @Override
    public AnnotatedSample deserialize(DataInputView source) throws IOException {
        byte[] bytes = new byte[source.readInt()];
        source.readFully(bytes);
        PacketSample sample = WireSampleSerializer.parse(bytes);
        return new AnnotatedSample(
                sample,
                source.readLong(),
                new Account(
                        source.readLong(),
                        source.readUTF(),
                        source.readUTF(),
                        source.readUTF(),
                        source.readUTF(),
                        TcpProtection.values()[source.readByte()],
                        source.readUTF()),
                readFacts(source),
                readFacts(source),
                new Site(
                        source.readUTF(),
                        source.readUTF(),
                        source.readUTF(),
                        source.readUTF(),
                        source.readUTF()),
                readDecision(source, sample),
                source.readUTF());
    }

    private static void write(DataOutputView target, AddressFacts facts) throws IOException {
        target.writeLong(facts.asn());
        writeTexts(target, facts.asnName(), facts.country());
    }

    private static AddressFacts readFacts(DataInputView source) throws IOException {
        return new AddressFacts(source.readLong(), source.readUTF(), source.readUTF());
    }

    private static void write(DataOutputView target, Decision decision, PacketSample sample)
            throws IOException {
        boolean differs = !decision.isOf(sample);
        target.writeBoolean(differs);
        if (differs) {
            writeTexts(
                    target,
                    decision.mitigationSystem(),
                    decision.verdict(),
                    decision.outcome(),
                    decision.reason(),
                    decision.scope(),
                    decision.ruleId(),
                    decision.ruleName(),
                    decision.rulesetId(),
                    decision.rulesetOverrideId(),
                    decision.protocolState());
        }
    }

    private static Decision readDecision(DataInputView source, PacketSample sample)
            throws IOException {
        if (!source.readBoolean()) {
            return Decision.of(sample);
        }
        return new Decision(
                source.readUTF(),
                source.readUTF(),
                source.readUTF(),
                source.readUTF(),
                source.readUTF(),
                source.readUTF(),
                source.readUTF(),
                source.readUTF(),
                source.readUTF(),
                source.readUTF());
    }

    private static void writeTexts(DataOutputView target, String... texts) throws IOException {
        for (String text : texts) {
            target.writeUTF(text);
        }
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
