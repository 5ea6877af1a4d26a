package io.networkanalytics.rules.language;

import static io.networkanalytics.rules.language.FieldType.ADDRESS;
import static io.networkanalytics.rules.language.FieldType.BOOLEAN;
import static io.networkanalytics.rules.language.FieldType.NUMBER;
import static io.networkanalytics.rules.language.FieldType.TEXT;
import static io.networkanalytics.rules.sample.SampleView.MISSING;

import io.networkanalytics.rules.sample.Protocol;
import io.networkanalytics.rules.sample.SampleView;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * The table of fields: name, type, and where a sample has it. Nothing else in this module knows
 * what a sample looks like but {@link SampleView}.
 */
public enum Field {
    IP_SRC("ip.src", "source address", true),
    IP_DST("ip.dst", "destination address", false),
    IP_SRC_COUNTRY(
            "ip.src.country",
            "country of the source, ISO 3166-1 alpha-2 in upper case",
            text(v -> unlessEmpty(v.annotated().source().country()))),
    IP_DST_COUNTRY(
            "ip.dst.country",
            "country of the destination, ISO 3166-1 alpha-2 in upper case",
            text(v -> unlessEmpty(v.annotated().destination().country()))),
    IP_SRC_ASNUM(
            "ip.src.asnum",
            "autonomous system of the source",
            number(v -> unlessZero(v.annotated().source().asn()))),
    IP_DST_ASNUM(
            "ip.dst.asnum",
            "autonomous system of the destination",
            number(v -> unlessZero(v.annotated().destination().asn()))),
    IP_HDR_LEN(
            "ip.hdr_len",
            "bytes of the IP header, of IPv6 with its extension headers",
            number(v -> unlessZero(v.sample().getIpHeaderLength()))),
    IP_LEN(
            "ip.len",
            "bytes of the IP packet, header included",
            number(v -> unlessZero(Integer.toUnsignedLong(v.sample().getIpTotalLength())))),
    // A flow record has no header: there a TTL of 0 only says that nobody told it.
    IP_TTL(
            "ip.ttl",
            "TTL or hop limit",
            number(
                    v ->
                            v.sample().getIpHeaderLength() == 0
                                    ? unlessZero(v.sample().getIpTtl())
                                    : v.sample().getIpTtl())),
    IP_FRAG_OFFSET(
            "ip.frag_offset",
            "offset of the fragment in units of 8 bytes; 0 in the first one and in whole packets",
            number(v -> v.isIp() ? v.sample().getIpFragmentOffset() : MISSING)),
    IP_FLAGS_MF(
            "ip.flags.mf",
            "more fragments follow",
            condition(v -> v.isIp() && v.sample().getIpMoreFragments())),
    IP_PROTO("ip.proto", "name of the IP protocol", text(v -> Protocol.name(v.protocol()))),
    IP_PROTO_NUM(
            "ip.proto.num",
            "number of the IP protocol",
            number(v -> v.isIp() ? v.protocol() : MISSING)),
    IP_OPT_TYPE(
            "ip.opt.type",
            "type of the first IPv4 option",
            number(v -> firstNumber(v.sample().getIpv4Options()))),
    TCP("tcp", "the packet is TCP", condition(v -> v.protocol() == Protocol.TCP)),
    UDP("udp", "the packet is UDP", condition(v -> v.protocol() == Protocol.UDP)),
    ICMP(
            "icmp",
            "the packet is ICMP or ICMPv6",
            condition(v -> v.protocol() == Protocol.ICMP || v.protocol() == Protocol.ICMPV6)),
    GRE("gre", "the packet is GRE", condition(v -> v.protocol() == Protocol.GRE)),
    ESP("esp", "the packet is IPsec ESP", condition(v -> v.protocol() == Protocol.ESP)),
    TCP_SRCPORT(
            "tcp.srcport",
            "source port of TCP",
            number(v -> v.protocol() == Protocol.TCP ? v.sourcePort() : MISSING)),
    TCP_DSTPORT(
            "tcp.dstport",
            "destination port of TCP",
            number(v -> v.protocol() == Protocol.TCP ? v.destinationPort() : MISSING)),
    TCP_FLAGS(
            "tcp.flags",
            "the flags byte, CWR ECE URG ACK PSH RST SYN FIN from bit 7 to bit 0",
            number(Field::tcpFlags)),
    TCP_FLAGS_SYN("tcp.flags.syn", "SYN is set", flag(0x02)),
    TCP_FLAGS_ACK("tcp.flags.ack", "ACK is set", flag(0x10)),
    TCP_FLAGS_FIN("tcp.flags.fin", "FIN is set", flag(0x01)),
    TCP_FLAGS_PUSH("tcp.flags.push", "PSH is set", flag(0x08)),
    TCP_FLAGS_RESET("tcp.flags.reset", "RST is set", flag(0x04)),
    TCP_FLAGS_URG("tcp.flags.urg", "URG is set", flag(0x20)),
    TCP_FLAGS_ECN("tcp.flags.ecn", "ECE is set", flag(0x40)),
    TCP_FLAGS_CWR("tcp.flags.cwr", "CWR is set", flag(0x80)),
    UDP_SRCPORT(
            "udp.srcport",
            "source port of UDP",
            number(v -> v.protocol() == Protocol.UDP ? v.sourcePort() : MISSING)),
    UDP_DSTPORT(
            "udp.dstport",
            "destination port of UDP",
            number(v -> v.protocol() == Protocol.UDP ? v.destinationPort() : MISSING)),
    ICMP_TYPE(
            "icmp.type",
            "type of ICMP or ICMPv6",
            number(v -> v.hasIcmpHeader() ? v.sample().getIcmpType() : MISSING)),
    ICMP_CODE(
            "icmp.code",
            "code of ICMP or ICMPv6",
            number(v -> v.hasIcmpHeader() ? v.sample().getIcmpCode() : MISSING)),
    GRE_PROTO(
            "gre.proto",
            "EtherType of what GRE carries",
            number(
                    v ->
                            v.hasHeaderOf(Protocol.GRE)
                                    ? unlessZero(v.sample().getGreEthertype())
                                    : MISSING)),
    CF_COLO_NAME(
            "cf.colo.name",
            "code of the site that saw the packet",
            text(v -> unlessEmpty(v.sample().getColo()))),
    CF_COLO_REGION(
            "cf.colo.region",
            "region of that site",
            text(v -> unlessEmpty(v.annotated().site().region())));

    private static final Map<String, Field> BY_TITLE = new HashMap<>();

    static {
        for (Field field : values()) {
            BY_TITLE.put(field.title, field);
        }
    }

    private final String title;
    private final String meaning;
    private final FieldType type;
    private final Reader reader;

    /** How values come out of a sample; only the part of the field's type is set. */
    private record Reader(
            FieldType type,
            ToLongFunction<SampleView> number,
            Function<SampleView, String> text,
            Predicate<SampleView> condition) {}

    Field(String title, String meaning, Reader reader) {
        this.title = title;
        this.meaning = meaning;
        this.type = reader.type();
        this.reader = reader;
    }

    Field(String title, String meaning, boolean source) {
        this(title, meaning, new Reader(ADDRESS, null, null, v -> v.hasAddress(source)));
    }

    /** The field of a name. */
    public static Optional<Field> of(String title) {
        return Optional.ofNullable(BY_TITLE.get(title));
    }

    /** As expressions write it. */
    public String title() {
        return title;
    }

    /** What it is, for the reference. */
    public String meaning() {
        return meaning;
    }

    public FieldType type() {
        return type;
    }

    /** Reader of a NUMBER; it gives {@link SampleView#MISSING} where the sample lacks the field. */
    public ToLongFunction<SampleView> number() {
        return reader.number();
    }

    /** Reader of a TEXT; it gives null where the sample lacks the field. */
    public Function<SampleView, String> text() {
        return reader.text();
    }

    /** Reader of a BOOLEAN, false where the sample lacks it; of an ADDRESS whether it is there. */
    public Predicate<SampleView> condition() {
        return reader.condition();
    }

    /** Whether a sample has it. */
    public boolean isIn(SampleView view) {
        return switch (type) {
            case NUMBER -> reader.number().applyAsLong(view) != MISSING;
            case TEXT -> reader.text().apply(view) != null;
            case ADDRESS, BOOLEAN -> reader.condition().test(view);
        };
    }

    private static Reader number(ToLongFunction<SampleView> reader) {
        return new Reader(NUMBER, reader, null, null);
    }

    private static Reader text(Function<SampleView, String> reader) {
        return new Reader(TEXT, null, reader, null);
    }

    private static Reader condition(Predicate<SampleView> reader) {
        return new Reader(BOOLEAN, null, null, reader);
    }

    /** Without a data offset the header was cut before the flags, or a flow record has none. */
    private static long tcpFlags(SampleView v) {
        int flags = v.sample().getTcpFlags();
        boolean there = flags != 0 || v.sample().getTcpDataOffset() != 0;
        return there && v.hasHeaderOf(Protocol.TCP) ? flags : MISSING;
    }

    private static Reader flag(int bit) {
        return condition(v -> v.hasHeaderOf(Protocol.TCP) && (v.sample().getTcpFlags() & bit) != 0);
    }

    private static long unlessZero(long value) {
        return value == 0 ? MISSING : value;
    }

    private static String unlessEmpty(String value) {
        return value.isEmpty() ? null : value;
    }

    /** The first number of a list such as "148,7". */
    private static long firstNumber(String list) {
        long value = MISSING;
        for (int i = 0; i < list.length() && list.charAt(i) != ','; i++) {
            value = (value == MISSING ? 0 : value * 10) + list.charAt(i) - '0';
        }
        return value;
    }
}
