package io.networkanalytics.testkit.tshark;

import com.google.protobuf.ByteString;
import io.networkanalytics.model.PacketSample;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** What is compared of the frame, its link header and its outermost IP header. */
final class LinkAndIpChecks {
    private static final String NO_ADDRESS = "";

    private LinkAndIpChecks() {}

    static List<FieldCheck> all(int fragmentOffsetUnit) {
        return List.of(
                new FieldCheck("frame number", DecodedFrame::number, h -> of(h, "frame.number")),
                new FieldCheck(
                        "original length", f -> (long) f.originalLength(), h -> of(h, "frame.len")),
                new FieldCheck(
                        "captured length",
                        f -> (long) f.capturedLength(),
                        h -> of(h, "frame.cap_len")),
                new FieldCheck("timestamp", LinkAndIpChecks::seconds, LinkAndIpChecks::timestamp),
                new FieldCheck(
                        "ethertype", f -> (long) f.sample().getEthertype(), Ethertype::expected),
                new FieldCheck(
                        "source_address",
                        f -> hex(f.sample().getSourceAddress()),
                        h -> address(h, "src")),
                new FieldCheck(
                        "destination_address",
                        f -> hex(f.sample().getDestinationAddress()),
                        h -> address(h, "dst")),
                ip("ip_protocol", PacketSample::getIpProtocol, OutermostHeaders::protocol),
                ip("ip_header_length", PacketSample::getIpHeaderLength, h -> h.headerLength()),
                new FieldCheck(
                        "ip_total_length",
                        f -> Integer.toUnsignedLong(f.sample().getIpTotalLength()),
                        LinkAndIpChecks::totalLength),
                new FieldCheck(
                        "bytes", f -> f.sample().getBytes(), h -> h.isIp() ? totalLength(h) : null),
                ip("ip_ttl", PacketSample::getIpTtl, h -> of(h, "ip.ttl", "ipv6.hlim")),
                ip(
                        "ip_fragment_offset",
                        PacketSample::getIpFragmentOffset,
                        h -> fragmentOffset(h, fragmentOffsetUnit)),
                ip(
                        "ip_more_fragments",
                        s -> s.getIpMoreFragments() ? 1 : 0,
                        h -> h.isIpv4() ? of(h, "ip.flags.mf") : fragment(h, "more")),
                v4("ipv4_dscp", PacketSample::getIpv4Dscp, "ip.dsfield.dscp"),
                v4("ipv4_ecn", PacketSample::getIpv4Ecn, "ip.dsfield.ecn"),
                v4("ipv4_identification", PacketSample::getIpv4Identification, "ip.id"),
                v4("ipv4_dont_fragment", s -> s.getIpv4DontFragment() ? 1 : 0, "ip.flags.df"),
                v4("ipv4_checksum", PacketSample::getIpv4Checksum, "ip.checksum"),
                new FieldCheck(
                        "ipv4_options",
                        f -> f.sample().getIpv4Options(),
                        LinkAndIpChecks::ipv4Options),
                v6("ipv6_dscp", PacketSample::getIpv6Dscp, "ipv6.tclass.dscp"),
                v6("ipv6_ecn", PacketSample::getIpv6Ecn, "ipv6.tclass.ecn"),
                v6("ipv6_flow_label", PacketSample::getIpv6FlowLabel, "ipv6.flow"),
                FieldCheck.number(
                        "ipv6_identification",
                        f -> Integer.toUnsignedLong(f.sample().getIpv6Identification()),
                        OutermostHeaders::isIpv6,
                        h -> fragment(h, "ident")),
                new FieldCheck(
                        "ipv6_extension_headers",
                        f -> f.sample().getIpv6ExtensionHeaders(),
                        h ->
                                h.extensions().stream()
                                        .map(String::valueOf)
                                        .collect(Collectors.joining(","))));
    }

    private static FieldCheck ip(
            String field,
            ToIntFunction<PacketSample> ours,
            ToLongFunction<OutermostHeaders> theirs) {
        return FieldCheck.number(
                field, f -> ours.applyAsInt(f.sample()), OutermostHeaders::isIp, theirs);
    }

    private static FieldCheck v4(String field, ToIntFunction<PacketSample> ours, String theirs) {
        return FieldCheck.number(
                field,
                f -> ours.applyAsInt(f.sample()),
                OutermostHeaders::isIpv4,
                h -> of(h, theirs));
    }

    private static FieldCheck v6(String field, ToIntFunction<PacketSample> ours, String theirs) {
        return FieldCheck.number(
                field,
                f -> ours.applyAsInt(f.sample()),
                OutermostHeaders::isIpv6,
                h -> of(h, theirs));
    }

    private static long of(OutermostHeaders headers, String field) {
        return headers.frame().number(field);
    }

    private static long of(OutermostHeaders headers, String v4, String v6) {
        return of(headers, headers.isIpv4() ? v4 : v6);
    }

    /** Of a simple packet block, which has no time, tshark makes one up. */
    private static Object timestamp(OutermostHeaders headers) {
        String epoch = headers.frame().first("frame.time_epoch");
        return epoch.isEmpty() ? null : epoch;
    }

    private static String seconds(DecodedFrame frame) {
        long nanos = frame.timestampNanos();
        return String.format("%d.%09d", nanos / 1_000_000_000, nanos % 1_000_000_000);
    }

    private static Object totalLength(OutermostHeaders headers) {
        if (!headers.isIpv6()) {
            return of(headers, "ip.len");
        }
        long payload = of(headers, "ipv6.plen");
        boolean unknown = payload == 0 && of(headers, "ipv6.nxt") != 59;
        return unknown ? null : 40 + payload;
    }

    private static long fragmentOffset(OutermostHeaders headers, int unit) {
        return headers.isIpv4()
                ? of(headers, "ip.frag_offset") * unit / 8
                : fragment(headers, "offset");
    }

    private static long fragment(OutermostHeaders headers, String field) {
        return headers.extensions().contains(44) ? of(headers, "ipv6.fraghdr." + field) : 0;
    }

    private static Object ipv4Options(OutermostHeaders headers) {
        if (!headers.isIpv4() || of(headers, "ip.hdr_len") <= 20) {
            return "";
        }
        return headers.optionsAreOutermost("ip", "ip.hdr_len", 20)
                ? optionList(headers.frame().all("ip.opt.type"))
                : null;
    }

    /** Up to the end-of-list option. */
    static String optionList(List<String> kinds) {
        return kinds.stream().takeWhile(kind -> !kind.equals("0")).collect(Collectors.joining(","));
    }

    private static Object address(OutermostHeaders headers, String which) {
        if (!headers.isIp()) {
            return NO_ADDRESS;
        }
        String text = headers.frame().first((headers.isIpv4() ? "ip." : "ipv6.") + which);
        if (text.isEmpty()) {
            return NO_ADDRESS;
        }
        try {
            // Java turns mapped addresses into four bytes; tshark writes them as IPv6.
            String hex = HexFormat.of().formatHex(InetAddress.getByName(text).getAddress());
            return hex.length() == 8 ? "00000000000000000000ffff" + hex : hex;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("tshark wrote an address that is none: " + text, e);
        }
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }
}
