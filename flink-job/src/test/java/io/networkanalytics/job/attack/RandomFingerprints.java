package io.networkanalytics.job.attack;

import io.networkanalytics.model.IpPrefix;
import io.networkanalytics.rules.language.NumberRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/** Fingerprints as the detector may make them of some packets. */
final class RandomFingerprints {

    private final Random random;
    private final VectorTable table;

    RandomFingerprints(Random random, VectorTable table) {
        this.random = random;
        this.table = table;
    }

    Fingerprint of(List<PacketDigest> packets, int vectorOfFirst) {
        Vector vector = table.of(vectorOfFirst);
        PacketDigest first = packets.get(0);
        PrefixKey around = PrefixKey.of(0, first.destinationHigh(), first.destinationLow());
        IpPrefix target =
                random.nextBoolean()
                        ? new IpPrefix(first.destinationHigh(), first.destinationLow(), 128)
                        : new IpPrefix(around.high(), around.low(), around.length());
        boolean allTcp = vector.isTcp() && random.nextBoolean();
        List<Clause> clauses = new ArrayList<>();
        for (int left = 1 + random.nextInt(4); left > 0; left--) {
            clauses.add(clause(packets, random.nextInt(4)));
        }
        return new Fingerprint(
                target,
                allTcp ? Vector.TCP_MASK : 1L << vector.id(),
                clauses,
                vector.isUdp() && random.nextBoolean(),
                vector.amplifierPort());
    }

    /** As many values and sources as the search may find at all. */
    Fingerprint longest(List<PacketDigest> packets, Vector vector) {
        List<Clause> clauses = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            List<Constraint> constraints = new ArrayList<>();
            for (Attribute attribute : Attribute.values()) {
                List<NumberRange> ranges = new ArrayList<>();
                for (int value = 0; value < attribute.mostValues(); value++) {
                    long most =
                            attribute == Attribute.PAYLOAD || attribute == Attribute.SOURCE_ASN
                                    ? 0xffff_fff0L
                                    : attribute == Attribute.SOURCE_COUNTRY
                                            ? 'U' << 8 | 'A'
                                            : attribute == Attribute.ICMP_TYPE
                                                            || attribute == Attribute.ICMP_CODE
                                                            || attribute == Attribute.TCP_FLAGS
                                                            || attribute == Attribute.TTL
                                                    ? 240
                                                    : 65_000;
                    ranges.add(new NumberRange(most + value, most + value));
                }
                boolean none = attribute == Attribute.SOURCE_ASN;
                if (!none && attribute != Attribute.SOURCE_COUNTRY) {
                    constraints.add(new Constraint(attribute, ranges));
                }
            }
            clauses.add(new Clause(constraints, longSources()));
        }
        PacketDigest first = packets.get(0);
        return new Fingerprint(
                new IpPrefix(first.destinationHigh(), first.destinationLow(), 128),
                vector.isTcp() ? Vector.TCP_MASK : 1L << vector.id(),
                clauses,
                vector.isUdp(),
                vector.amplifierPort());
    }

    private static List<IpPrefix> longSources() {
        List<IpPrefix> sources = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            sources.add(new IpPrefix(0x2001_1db8_aaaa_bbbbL, 0xcccc_dddd_eeee_fff0L + i, 128));
        }
        return sources;
    }

    private Clause clause(List<PacketDigest> packets, int constraints) {
        List<Attribute> left = new ArrayList<>(List.of(Attribute.values()));
        List<Constraint> chosen = new ArrayList<>();
        PacketDigest packet = any(packets);
        for (int i = 0; i < constraints; i++) {
            Attribute attribute = left.remove(random.nextInt(left.size()));
            TreeSet<Long> values = new TreeSet<>(List.of(attribute.of(packet)));
            for (int more = random.nextInt(attribute.mostValues()); more > 0; more--) {
                values.add(attribute.of(any(packets)));
            }
            values.remove(-1L);
            if (!values.isEmpty()) {
                chosen.add(new Constraint(attribute, ranges(attribute, values)));
            }
        }
        List<IpPrefix> sources = new ArrayList<>();
        if (random.nextInt(4) == 0) {
            for (int i = random.nextInt(8); i >= 0; i--) {
                PacketDigest d = any(packets);
                PrefixKey around = PrefixKey.of(0, d.sourceHigh(), d.sourceLow());
                sources.add(
                        random.nextBoolean()
                                ? new IpPrefix(d.sourceHigh(), d.sourceLow(), 128)
                                : new IpPrefix(around.high(), around.low(), around.length()));
            }
        }
        return new Clause(chosen, sources.stream().distinct().toList());
    }

    private List<NumberRange> ranges(Attribute attribute, TreeSet<Long> values) {
        return attribute.widestRange() > 0 && random.nextBoolean()
                ? List.of(new NumberRange(values.first(), values.last()))
                : values.stream().map(v -> new NumberRange(v, v)).toList();
    }

    private PacketDigest any(List<PacketDigest> packets) {
        return packets.get(random.nextInt(packets.size()));
    }
}
