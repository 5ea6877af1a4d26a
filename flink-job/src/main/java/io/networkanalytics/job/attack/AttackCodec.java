package io.networkanalytics.job.attack;

import io.networkanalytics.job.attack.AttackState.WaitingSecond;
import io.networkanalytics.job.attack.VectorProfile.DayMaxima;
import io.networkanalytics.model.IpPrefix;
import io.networkanalytics.rules.language.NumberRange;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The bytes of the stage's messages and state, each behind a version that is now 1. Numbers are big
 * endian and have the width of the calls here; text is modified UTF-8 behind an int16 length; lists
 * are behind an int32 count. Fields stand in the order of their records.
 *
 * <ul>
 *   <li>Numbers are two's complement, and unsigned where their record has no negative ones: an ASN
 *       of 32 bits, a country of 16, a protocol of 8. Fractions are IEEE 754 of 64 bits, truth is a
 *       byte, 0 or 1.
 *   <li>An attribute is its {@link Attribute#code()}, a vector its {@link Vector#id()}, both a
 *       byte.
 *   <li>A prefix is its 16 bytes and a byte for its length; what a second had by vector is a list
 *       of pairs, vectors ascending.
 * </ul>
 *
 * <p>There is no field that says how long another one is: whatever is added needs a new version.
 */
final class AttackCodec {

    private static final byte VERSION = 1;

    private static final int DROPPED = 1;
    private static final int BLOCK = 2;

    private interface Write<T> {
        void to(DataOutput out, T value) throws IOException;
    }

    private interface Read<T> {
        T from(DataInput in) throws IOException;
    }

    private AttackCodec() {}

    static void writeVersion(DataOutput out) throws IOException {
        out.writeByte(VERSION);
    }

    static void readVersion(DataInput in) throws IOException {
        byte version = in.readByte();
        if (version != VERSION) {
            throw new IOException(
                    "State or a message of the attack stage has version "
                            + version
                            + ", this release reads "
                            + VERSION
                            + ": it was written by a newer one. Start that release, or restore an"
                            + " older savepoint");
        }
    }

    static void write(DataOutput out, PrefixKey key) throws IOException {
        out.writeLong(key.account());
        out.writeLong(key.high());
        out.writeLong(key.low());
    }

    static PrefixKey readKey(DataInput in) throws IOException {
        return new PrefixKey(in.readLong(), in.readLong(), in.readLong());
    }

    static void write(DataOutput out, PacketDigest d) throws IOException {
        out.writeLong(d.hash());
        out.writeLong(d.destinationHigh());
        out.writeLong(d.destinationLow());
        out.writeLong(d.sourceHigh());
        out.writeLong(d.sourceLow());
        out.writeShort(d.country());
        out.writeInt((int) d.asn());
        out.writeByte(d.protocol());
        out.writeInt(d.sourcePort());
        out.writeInt(d.destinationPort());
        out.writeShort(d.flags());
        out.writeInt(d.length());
        out.writeShort(d.ttl());
        out.writeByte(d.fragment());
        out.writeInt(d.icmp());
        out.writeInt(d.inner());
        out.writeLong(d.payload());
        out.writeInt(d.quotedPort());
        out.writeLong(d.interval());
        out.writeLong(d.packets());
        out.writeLong(d.bits());
        out.writeByte((d.dropped() ? DROPPED : 0) | (d.block() ? BLOCK : 0));
    }

    static PacketDigest readDigest(DataInput in) throws IOException {
        long hash = in.readLong();
        long destinationHigh = in.readLong();
        long destinationLow = in.readLong();
        long sourceHigh = in.readLong();
        long sourceLow = in.readLong();
        int country = in.readUnsignedShort();
        long asn = Integer.toUnsignedLong(in.readInt());
        int protocol = in.readUnsignedByte();
        int sourcePort = in.readInt();
        int destinationPort = in.readInt();
        int tcpFlags = in.readShort();
        int length = in.readInt();
        int ttl = in.readShort();
        int fragment = in.readByte();
        int icmp = in.readInt();
        int inner = in.readInt();
        long payload = in.readLong();
        int quotedPort = in.readInt();
        long interval = in.readLong();
        long packets = in.readLong();
        long bits = in.readLong();
        int bitsOfFate = in.readByte();
        return new PacketDigest(
                hash,
                destinationHigh,
                destinationLow,
                sourceHigh,
                sourceLow,
                country,
                asn,
                protocol,
                sourcePort,
                destinationPort,
                tcpFlags,
                length,
                ttl,
                fragment,
                icmp,
                inner,
                payload,
                quotedPort,
                interval,
                packets,
                bits,
                (bitsOfFate & DROPPED) != 0,
                (bitsOfFate & BLOCK) != 0);
    }

    static void write(DataOutput out, DigestSample sample) throws IOException {
        writeList(out, sample.digests(), AttackCodec::write);
        out.writeDouble(sample.threshold());
    }

    static DigestSample readDigests(DataInput in) throws IOException {
        return new DigestSample(readList(in, AttackCodec::readDigest), in.readDouble());
    }

    static void write(DataOutput out, VectorTraffic traffic) throws IOException {
        out.writeLong(traffic.packets());
        out.writeLong(traffic.bits());
        out.writeLong(traffic.samples());
        out.writeUTF(traffic.preference());
        write(out, traffic.digests());
    }

    static VectorTraffic readTraffic(DataInput in) throws IOException {
        return new VectorTraffic(
                in.readLong(), in.readLong(), in.readLong(), in.readUTF(), readDigests(in));
    }

    static void write(DataOutput out, SecondTraffic second) throws IOException {
        out.writeLong(second.second());
        out.writeInt(second.byVector().size());
        for (Map.Entry<Integer, VectorTraffic> entry : second.byVector().entrySet()) {
            out.writeByte(entry.getKey());
            write(out, entry.getValue());
        }
    }

    static SecondTraffic readSecond(DataInput in) throws IOException {
        long second = in.readLong();
        TreeMap<Integer, VectorTraffic> byVector = new TreeMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            int vector = in.readByte();
            byVector.put(vector, readTraffic(in));
        }
        return new SecondTraffic(second, byVector);
    }

    static void write(DataOutput out, Fingerprint fingerprint) throws IOException {
        write(out, fingerprint.target());
        out.writeLong(fingerprint.vectors());
        writeList(out, fingerprint.clauses(), AttackCodec::write);
        out.writeBoolean(fingerprint.fragments());
        out.writeInt(fingerprint.quotedPort());
    }

    static Fingerprint readFingerprint(DataInput in) throws IOException {
        return new Fingerprint(
                readPrefix(in),
                in.readLong(),
                readList(in, AttackCodec::readClause),
                in.readBoolean(),
                in.readInt());
    }

    private static void write(DataOutput out, Clause clause) throws IOException {
        writeList(
                out,
                clause.constraints(),
                (o, constraint) -> {
                    o.writeByte(constraint.attribute().code());
                    writeList(
                            o,
                            constraint.ranges(),
                            (to, range) -> {
                                to.writeLong(range.first());
                                to.writeLong(range.last());
                            });
                });
        writeList(out, clause.sources(), AttackCodec::write);
    }

    private static Clause readClause(DataInput in) throws IOException {
        return new Clause(
                readList(
                        in,
                        from ->
                                new Constraint(
                                        Attribute.ofCode(from.readByte()),
                                        readList(
                                                from,
                                                f -> new NumberRange(f.readLong(), f.readLong())))),
                readList(in, AttackCodec::readPrefix));
    }

    private static void write(DataOutput out, IpPrefix prefix) throws IOException {
        out.writeLong(prefix.high());
        out.writeLong(prefix.low());
        out.writeByte(prefix.length());
    }

    private static IpPrefix readPrefix(DataInput in) throws IOException {
        return new IpPrefix(in.readLong(), in.readLong(), in.readUnsignedByte());
    }

    static void write(DataOutput out, AttackState attack) throws IOException {
        out.writeUTF(attack.id());
        out.writeByte(attack.vector());
        write(out, attack.fingerprint());
        out.writeLong(attack.onset());
        out.writeLong(attack.lastHot());
        write(out, attack.threshold());
        write(out, attack.total());
        out.writeDouble(attack.peakPackets());
        out.writeDouble(attack.peakBits());
        out.writeDouble(attack.confidence());
        writeList(
                out,
                attack.waiting(),
                (o, waiting) -> {
                    o.writeLong(waiting.second());
                    write(o, waiting.rate());
                });
        write(out, attack.seen());
        out.writeBoolean(attack.block());
    }

    static AttackState readAttack(DataInput in) throws IOException {
        return new AttackState(
                in.readUTF(),
                in.readByte(),
                readFingerprint(in),
                in.readLong(),
                in.readLong(),
                readThreshold(in),
                readRate(in),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                readList(in, from -> new WaitingSecond(from.readLong(), readRate(from))),
                readDigests(in),
                in.readBoolean());
    }

    private static void write(DataOutput out, Threshold threshold) throws IOException {
        out.writeDouble(threshold.packets());
        out.writeDouble(threshold.bits());
    }

    private static Threshold readThreshold(DataInput in) throws IOException {
        return new Threshold(in.readDouble(), in.readDouble());
    }

    private static void write(DataOutput out, Rate rate) throws IOException {
        out.writeDouble(rate.packets());
        out.writeDouble(rate.bits());
        out.writeDouble(rate.packetsVariance());
        out.writeDouble(rate.bitsVariance());
        out.writeDouble(rate.droppedPackets());
        out.writeLong(rate.samples());
    }

    private static Rate readRate(DataInput in) throws IOException {
        return new Rate(
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readLong());
    }

    static void write(DataOutput out, VectorProfile profile) throws IOException {
        writeList(
                out,
                profile.days(),
                (o, day) -> {
                    o.writeLong(day.day());
                    write(o, day.address());
                    write(o, day.prefix());
                });
        writeList(
                out,
                profile.usual(),
                (o, weighted) -> {
                    write(o, weighted.digest());
                    o.writeDouble(weighted.packets());
                });
        out.writeLong(profile.usualSecond());
    }

    static VectorProfile readProfile(DataInput in) throws IOException {
        return new VectorProfile(
                readList(
                        in,
                        from ->
                                new DayMaxima(
                                        from.readLong(), readThreshold(from), readThreshold(from))),
                readList(in, from -> new WeightedDigest(readDigest(from), from.readDouble())),
                in.readLong());
    }

    private static <T> void writeList(DataOutput out, List<T> list, Write<T> write)
            throws IOException {
        out.writeInt(list.size());
        for (T value : list) {
            write.to(out, value);
        }
    }

    private static <T> List<T> readList(DataInput in, Read<T> read) throws IOException {
        int size = in.readInt();
        List<T> list = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            list.add(read.from(in));
        }
        return List.copyOf(list);
    }
}
