package io.networkanalytics.testkit.exporters;

import com.google.protobuf.ByteString;
import io.networkanalytics.model.PacketSample;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** The fields that are compared: of flows, and of packets within sFlow and PSAMP. */
final class RecordChecks {

    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int ICMP = 1;
    private static final int ICMPV6 = 58;
    private static final long NANOS = 1_000_000_000L;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("MMM d, yyyy HH:mm:ss.SSSSSSSSS 'UTC'", Locale.ROOT);

    private static final String[] SOURCE = {"cflow.srcaddr", "cflow.srcaddrv6"};
    private static final String[] DESTINATION = {"cflow.dstaddr", "cflow.dstaddrv6"};
    private static final String[] PACKETS = {"cflow.packets", "cflow.permanent_packets"};
    private static final String[] OCTETS = {"cflow.octets", "cflow.permanent_octets"};
    private static final String[] TOS = {"cflow.tos"};

    private RecordChecks() {}

    static List<RecordCheck> ofFlows() {
        return List.of(
                new RecordCheck(
                        "source address",
                        s -> address(s.getSourceAddress()),
                        (h, r) -> address(first(r, SOURCE))),
                new RecordCheck(
                        "destination address",
                        s -> address(s.getDestinationAddress()),
                        (h, r) -> address(first(r, DESTINATION))),
                number("packets", PacketSample::getPackets, PACKETS),
                number("bytes", PacketSample::getBytes, OCTETS),
                number("protocol", s -> (long) s.getIpProtocol(), "cflow.protocol"),
                new RecordCheck(
                        "source port",
                        s -> Integer.toString(s.getSourcePort()),
                        (h, r) -> isIcmp(r) ? null : text(first(r, "cflow.srcport"))),
                new RecordCheck(
                        "destination port",
                        s -> Integer.toString(s.getDestinationPort()),
                        (h, r) -> isIcmp(r) ? null : text(first(r, "cflow.dstport"))),
                new RecordCheck("icmp type and code", RecordChecks::icmp, RecordChecks::icmp),
                new RecordCheck(
                        "tcp flags",
                        s -> Integer.toString(s.getTcpFlags()),
                        (h, r) -> protocol(r) == TCP ? low8(first(r, "cflow.tcpflags")) : null),
                new RecordCheck(
                        "type of service",
                        s ->
                                Integer.toString(
                                        (s.getIpv4Dscp() | s.getIpv6Dscp()) << 2
                                                | s.getIpv4Ecn()
                                                | s.getIpv6Ecn()),
                        (h, r) -> text(first(r, TOS))),
                new RecordCheck(
                        "ingress interface",
                        PacketSample::getIngressInterface,
                        (h, r) -> index(first(r, "cflow.inputint"))),
                new RecordCheck(
                        "egress interface",
                        PacketSample::getEgressInterface,
                        (h, r) -> index(first(r, "cflow.outputint"))),
                number("source asn", s -> asn(s.getSourceAsn()), "cflow.srcas"),
                number("destination asn", s -> asn(s.getDestinationAsn()), "cflow.dstas"),
                new RecordCheck(
                        "direction",
                        PacketSample::getDirection,
                        (h, r) -> direction(first(r, "cflow.direction"))),
                new RecordCheck(
                        "time", s -> Long.toString(s.getObservedAtNanos()), RecordChecks::flowEnd),
                new RecordCheck(
                        "sample interval",
                        s -> Integer.toUnsignedString(s.getSampleInterval()),
                        (h, r) -> positive(first(h, "cflow.samplerate"))));
    }

    /** Of the packet whose first bytes a record holds. */
    static List<RecordCheck> ofPackets() {
        return List.of(
                new RecordCheck(
                        "source address",
                        s -> address(s.getSourceAddress()),
                        (h, r) -> address(first(r, "ip.src", "ipv6.src"))),
                new RecordCheck(
                        "destination address",
                        s -> address(s.getDestinationAddress()),
                        (h, r) -> address(first(r, "ip.dst", "ipv6.dst"))),
                number("protocol", s -> (long) s.getIpProtocol(), "ip.proto"),
                number("ip total length", s -> (long) s.getIpTotalLength(), "ip.len"),
                number("ttl", s -> (long) s.getIpTtl(), "ip.ttl", "ipv6.hlim"),
                number("ipv4 identification", s -> (long) s.getIpv4Identification(), "ip.id"),
                port("source port", PacketSample::getSourcePort, "srcport"),
                port("destination port", PacketSample::getDestinationPort, "dstport"),
                new RecordCheck(
                        "tcp flags",
                        s -> Integer.toString(s.getTcpFlags()),
                        (h, r) -> protocol(r) == TCP ? low8(first(r, "tcp.flags")) : null),
                new RecordCheck(
                        "time",
                        s -> Long.toString(s.getObservedAtNanos()),
                        (h, r) ->
                                time(
                                        first(
                                                r,
                                                "cflow.observation_time_microseconds",
                                                "cflow.observation_time_milliseconds",
                                                "cflow.observation_time_nanoseconds"))),
                new RecordCheck(
                        "ingress interface",
                        PacketSample::getIngressInterface,
                        (h, r) -> sflowIndex(first(r, "sflow.flow_sample.input_interface"))),
                new RecordCheck(
                        "sample interval",
                        s -> Integer.toUnsignedString(s.getSampleInterval()),
                        (h, r) -> positive(first(r, "sflow.flow_sample.sampling_rate"))));
    }

    static boolean isPacket(Map<String, String> record) {
        return record.containsKey("ip.src") || record.containsKey("ipv6.src");
    }

    static boolean isFlow(Map<String, String> record) {
        return first(record, "cflow.srcaddr", "cflow.dstaddr", "cflow.srcaddrv6", "cflow.dstaddrv6")
                != null;
    }

    private static RecordCheck number(
            String field, Function<PacketSample, Long> ours, String... theirs) {
        return new RecordCheck(
                field, s -> Long.toString(ours.apply(s)), (h, r) -> text(first(r, theirs)));
    }

    private static RecordCheck port(
            String field, Function<PacketSample, Integer> ours, String suffix) {
        return new RecordCheck(
                field,
                s -> Integer.toString(ours.apply(s)),
                (h, r) ->
                        switch (protocol(r)) {
                            case TCP -> text(first(r, "tcp." + suffix));
                            case UDP -> text(first(r, "udp." + suffix));
                            default -> null;
                        });
    }

    private static int protocol(Map<String, String> record) {
        String text = first(record, "cflow.protocol", "ip.proto", "ipv6.nxt");
        return text == null ? -1 : Integer.parseInt(text);
    }

    private static boolean isIcmp(Map<String, String> record) {
        return protocol(record) == ICMP || protocol(record) == ICMPV6;
    }

    private static String icmp(PacketSample sample) {
        return Integer.toString(sample.getIcmpType() << 8 | sample.getIcmpCode());
    }

    private static String icmp(Map<String, String> header, Map<String, String> record) {
        if (!isIcmp(record)) {
            return null;
        }
        String type = first(record, "cflow.icmp_ipv4_type", "cflow.icmp_ipv6_type");
        if (type != null) {
            String code = first(record, "cflow.icmp_ipv4_code", "cflow.icmp_ipv6_code");
            return Long.toString(parse(type) << 8 | (code == null ? 0 : parse(code)));
        }
        String both = text(first(record, "cflow.icmp_type_code_ipv4", "cflow.icmp_type_code_ipv6"));
        return both == null || both.equals("0") ? text(first(record, "cflow.dstport")) : both;
    }

    /** The end, as tshark shows it, or as both clocks of the header say. */
    private static String flowEnd(Map<String, String> header, Map<String, String> record) {
        String absolute = first(record, "cflow.abstimeend");
        if (absolute != null) {
            return time(absolute);
        }
        String uptime = first(header, "cflow.sysuptime");
        String end = first(record, "cflow.timeend");
        if (uptime == null || end == null) {
            return null;
        }
        String seconds = first(header, "cflow.unix_secs");
        String nanos = first(header, "cflow.unix_nsecs");
        long export =
                seconds == null
                        ? Long.parseLong(time(first(header, "cflow.timestamp")))
                        : Long.parseLong(seconds) * NANOS
                                + (nanos == null ? 0 : Long.parseLong(nanos));
        int beforeMillis = (int) (millis(uptime) - millis(end));
        return Long.toString(export - beforeMillis * 1_000_000L);
    }

    private static long millis(String seconds) {
        return Math.round(Double.parseDouble(seconds) * 1000);
    }

    private static String time(String text) {
        if (text == null) {
            return null;
        }
        var instant =
                text.endsWith("UTC")
                        ? LocalDateTime.parse(text.replaceAll(" +", " "), TIME)
                                .toInstant(ZoneOffset.UTC)
                        : OffsetDateTime.parse(text).toInstant();
        return Long.toString(instant.getEpochSecond() * NANOS + instant.getNano());
    }

    private static String direction(String text) {
        return text == null
                ? null
                : text.equals("0") ? "ingress" : text.equals("1") ? "egress" : "";
    }

    private static String index(String text) {
        return text == null ? null : text.equals("0") ? "" : text;
    }

    /** Bits 30 and 31 say what the value is; the all-ones value is the device itself. */
    private static String sflowIndex(String text) {
        long value = text == null ? 0 : parse(text);
        return value <= 0 || value >= 0x3FFF_FFFFL ? null : Long.toString(value);
    }

    private static String positive(String text) {
        return text == null || parse(text) == 0 ? null : Long.toString(parse(text));
    }

    private static String low8(String text) {
        return text == null ? null : Long.toString(parse(text) & 0xFF);
    }

    private static String text(String number) {
        return number == null ? null : Long.toString(parse(number));
    }

    private static long parse(String text) {
        return text.startsWith("0x")
                ? Long.parseUnsignedLong(text, 2, text.length(), 16)
                : Long.parseLong(text);
    }

    private static long asn(int number) {
        return Integer.toUnsignedLong(number);
    }

    private static String first(Map<String, String> fields, String... names) {
        for (String name : names) {
            String value = fields.get(name);
            if (value != null && !value.isEmpty()) {
                return value;
            }
        }
        return null;
    }

    private static String address(String text) {
        try {
            return text == null ? null : InetAddress.getByName(text).getHostAddress();
        } catch (UnknownHostException e) {
            return text;
        }
    }

    private static String address(ByteString bytes) {
        try {
            return bytes.isEmpty()
                    ? ""
                    : InetAddress.getByAddress(bytes.toByteArray()).getHostAddress();
        } catch (UnknownHostException e) {
            return bytes.toString();
        }
    }
}
