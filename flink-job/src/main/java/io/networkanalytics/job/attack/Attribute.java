package io.networkanalytics.job.attack;

import java.util.Locale;
import java.util.function.ToLongFunction;

/** What packets of an attack may have in common, from the most telling to the least. */
enum Attribute {
    SOURCE_PORT(1, "%s.srcport", 4, 0, PacketDigest::sourcePort),
    DESTINATION_PORT(2, "%s.dstport", 4, 0, PacketDigest::destinationPort),
    TCP_FLAGS(3, "tcp.flags", 2, 0, PacketDigest::flags),
    ICMP_TYPE(4, "icmp.type", 2, 0, d -> d.icmp() < 0 ? -1 : d.icmp() >> 8),
    ICMP_CODE(5, "icmp.code", 2, 0, d -> d.icmp() < 0 ? -1 : d.icmp() & 0xFF),
    INNER_PROTOCOL(6, "gre.proto", 2, 0, PacketDigest::inner),
    LENGTH(7, "ip.len", 8, 64, PacketDigest::length),
    PAYLOAD(8, "bit_slice(udp, 64, 96)", 2, 0, PacketDigest::payload),
    TTL(9, "ip.ttl", 4, 32, PacketDigest::ttl),
    SOURCE_ASN(10, "ip.src.asnum", 2, 0, d -> d.asn() == 0 ? -1 : d.asn()),
    SOURCE_COUNTRY(11, "ip.src.country", 2, 0, d -> d.country() == 0 ? -1 : d.country());

    private final int code;
    private final String field;
    private final int mostValues;
    private final int widestRange;
    private final ToLongFunction<PacketDigest> value;

    Attribute(
            int code,
            String field,
            int mostValues,
            int widestRange,
            ToLongFunction<PacketDigest> value) {
        this.code = code;
        this.field = field;
        this.mostValues = mostValues;
        this.widestRange = widestRange;
        this.value = value;
    }

    /** What state and messages call it; never changed. */
    int code() {
        return code;
    }

    static Attribute ofCode(int code) {
        for (Attribute attribute : values()) {
            if (attribute.code == code) {
                return attribute;
            }
        }
        throw new IllegalArgumentException("no attribute has the code " + code);
    }

    /** Its value, -1 where the packet has none. */
    long of(PacketDigest digest) {
        return value.applyAsLong(digest);
    }

    /** Its name in the rule language, for packets of TCP or of UDP. */
    String field(boolean tcp) {
        return String.format(Locale.ROOT, field, tcp ? "tcp" : "udp");
    }

    /** A value as the rule language writes it. */
    String literal(long number) {
        if (this == SOURCE_COUNTRY) {
            return "\"" + (char) (number >> 8) + (char) (number & 0xFF) + "\"";
        }
        return this == PAYLOAD || this == INNER_PROTOCOL
                ? "0x" + Long.toHexString(number)
                : Long.toString(number);
    }

    /** More values than this are called spread. */
    int mostValues() {
        return mostValues;
    }

    /** The widest range that still says something; 0 if ranges of it say nothing. */
    int widestRange() {
        return widestRange;
    }
}
