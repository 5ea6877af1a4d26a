package io.networkanalytics.testkit.tshark;

import io.networkanalytics.model.PacketSample;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/** What is compared of the header behind the outermost IP header. */
final class TransportChecks {
    private static final int PREFIX_DIGITS = 64;
    private static final int TCP_HEADER = 20;
    private static final int UDP_HEADER = 8;

    private TransportChecks() {}

    static List<FieldCheck> all() {
        List<FieldCheck> checks = new ArrayList<>();
        checks.add(ports("source_port", PacketSample::getSourcePort, "srcport"));
        checks.add(ports("destination_port", PacketSample::getDestinationPort, "dstport"));
        tcp(checks);
        checks.add(
                number(
                        "udp_checksum",
                        PacketSample::getUdpChecksum,
                        h -> isUdp(h) ? of(h, "udp.checksum") : 0));
        checks.add(
                new FieldCheck(
                        "udp_payload_length",
                        f -> (long) f.sample().getUdpPayloadLength(),
                        TransportChecks::udpPayloadLength));
        checks.add(number("icmp_type", PacketSample::getIcmpType, h -> icmp(h, "type")));
        checks.add(number("icmp_code", PacketSample::getIcmpCode, h -> icmp(h, "code")));
        checks.add(
                number("icmp_checksum", PacketSample::getIcmpChecksum, h -> icmp(h, "checksum")));
        gre(checks);
        checks.add(
                new FieldCheck(
                        "payload_prefix",
                        f -> HexFormat.of().formatHex(f.sample().getPayloadPrefix().toByteArray()),
                        TransportChecks::payloadPrefix));
        return checks;
    }

    private static void tcp(List<FieldCheck> checks) {
        checks.add(tcp("tcp_sequence_number", PacketSample::getTcpSequenceNumber, "tcp.seq_raw"));
        checks.add(
                tcp(
                        "tcp_acknowledgement_number",
                        PacketSample::getTcpAcknowledgementNumber,
                        "tcp.ack_raw"));
        checks.add(tcp("tcp_data_offset", PacketSample::getTcpDataOffset, "tcp.hdr_len"));
        checks.add(
                number(
                        "tcp_flags",
                        PacketSample::getTcpFlags,
                        h -> isTcp(h) ? of(h, "tcp.flags") & 0xff : 0));
        checks.add(tcp("tcp_window_size", PacketSample::getTcpWindowSize, "tcp.window_size_value"));
        checks.add(tcp("tcp_checksum", PacketSample::getTcpChecksum, "tcp.checksum"));
        checks.add(
                tcp("tcp_urgent_pointer", PacketSample::getTcpUrgentPointer, "tcp.urgent_pointer"));
        checks.add(tcpOption("tcp_mss", PacketSample::getTcpMss, "tcp.options.mss_val"));
        checks.add(
                tcpOption(
                        "tcp_window_scale",
                        PacketSample::getTcpWindowScale,
                        "tcp.options.wscale.shift"));
        checks.add(
                tcpOption(
                        "tcp_timestamp_value",
                        PacketSample::getTcpTimestampValue,
                        "tcp.options.timestamp.tsval"));
        checks.add(
                tcpOption(
                        "tcp_timestamp_ecr",
                        PacketSample::getTcpTimestampEcr,
                        "tcp.options.timestamp.tsecr"));
        checks.add(
                new FieldCheck(
                        "tcp_sack_permitted",
                        f -> f.sample().getTcpSackPermitted(),
                        h ->
                                options(
                                        h,
                                        !h.frame().first("tcp.options.sack_perm").isEmpty(),
                                        false)));
        checks.add(
                new FieldCheck(
                        "tcp_sack_blocks",
                        f -> f.sample().getTcpSackBlocks(),
                        h -> options(h, sackBlocks(h), "")));
        checks.add(
                new FieldCheck(
                        "tcp_options",
                        f -> f.sample().getTcpOptions(),
                        h ->
                                options(
                                        h,
                                        LinkAndIpChecks.optionList(
                                                h.frame().all("tcp.option_kind")),
                                        "")));
    }

    private static void gre(List<FieldCheck> checks) {
        checks.add(gre("gre_version", PacketSample::getGreVersion, "gre.flags.version"));
        checks.add(gre("gre_ethertype", PacketSample::getGreEthertype, "gre.proto"));
        checks.add(greOption("gre_checksum", PacketSample::getGreChecksum, "gre.checksum"));
        checks.add(
                greOption(
                        "gre_sequence_number",
                        PacketSample::getGreSequenceNumber,
                        "gre.sequence_number"));
        checks.add(
                new FieldCheck(
                        "gre_key",
                        f -> Integer.toUnsignedLong(f.sample().getGreKey()),
                        h -> {
                            if (!h.transportIs("gre")) {
                                return 0L;
                            }
                            long pptp =
                                    of(h, "gre.key.payload_length") << 16
                                            | of(h, "gre.key.call_id");
                            return h.once("gre") ? of(h, "gre.key") | pptp : null;
                        }));
    }

    private static FieldCheck ports(String field, ToIntFunction<PacketSample> ours, String theirs) {
        return number(
                field,
                ours,
                h -> {
                    for (String protocol : List.of("tcp", "udp", "sctp", "dccp")) {
                        if (h.transportIs(protocol)) {
                            return of(h, protocol + "." + theirs);
                        }
                    }
                    return h.transportIs("udplite") ? of(h, "udp." + theirs) : 0;
                });
    }

    private static FieldCheck tcp(String field, ToIntFunction<PacketSample> ours, String theirs) {
        return number(field, ours, h -> isTcp(h) ? of(h, theirs) : 0);
    }

    private static FieldCheck tcpOption(
            String field, ToIntFunction<PacketSample> ours, String theirs) {
        return new FieldCheck(
                field,
                f -> Integer.toUnsignedLong(ours.applyAsInt(f.sample())),
                h -> options(h, of(h, theirs), 0L));
    }

    private static FieldCheck gre(String field, ToIntFunction<PacketSample> ours, String theirs) {
        return number(field, ours, h -> h.transportIs("gre") ? of(h, theirs) : 0);
    }

    private static FieldCheck greOption(
            String field, ToIntFunction<PacketSample> ours, String theirs) {
        return new FieldCheck(
                field,
                f -> Integer.toUnsignedLong(ours.applyAsInt(f.sample())),
                h -> {
                    if (!h.transportIs("gre")) {
                        return 0L;
                    }
                    return h.once("gre") ? of(h, theirs) : null;
                });
    }

    private static FieldCheck number(
            String field,
            ToIntFunction<PacketSample> ours,
            ToLongFunction<OutermostHeaders> theirs) {
        return FieldCheck.number(
                field, f -> Integer.toUnsignedLong(ours.applyAsInt(f.sample())), h -> true, theirs);
    }

    private static boolean isTcp(OutermostHeaders headers) {
        return headers.transportIs("tcp");
    }

    private static boolean isUdp(OutermostHeaders headers) {
        return headers.transportIs("udp") || headers.transportIs("udplite");
    }

    private static long of(OutermostHeaders headers, String field) {
        return headers.frame().number(field);
    }

    /** A value of the TCP options, null if it may be of an inner TCP header. */
    private static Object options(OutermostHeaders headers, Object value, Object absent) {
        if (!isTcp(headers) || of(headers, "tcp.hdr_len") <= TCP_HEADER) {
            return absent;
        }
        return headers.optionsAreOutermost("tcp", "tcp.hdr_len", TCP_HEADER) ? value : null;
    }

    private static String sackBlocks(OutermostHeaders headers) {
        List<String> left = headers.frame().all("tcp.options.sack_le");
        List<String> right = headers.frame().all("tcp.options.sack_re");
        StringBuilder blocks = new StringBuilder();
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            blocks.append(i == 0 ? "" : ",").append(left.get(i)).append('-').append(right.get(i));
        }
        return blocks.toString();
    }

    private static Object udpPayloadLength(OutermostHeaders headers) {
        if (!isUdp(headers)) {
            return 0L;
        }
        long length = of(headers, "udp.length");
        // 0 is what segmentation offload writes; then the IP length counts.
        if (headers.transportIs("udplite") || length == 0) {
            return null;
        }
        return Math.max(0, length - UDP_HEADER);
    }

    private static long icmp(OutermostHeaders headers, String field) {
        if (headers.transportIs("icmp")) {
            return of(headers, "icmp." + field);
        }
        return headers.transportIs("icmpv6") ? of(headers, "icmpv6." + field) : 0;
    }

    private static Object payloadPrefix(OutermostHeaders headers) {
        for (String protocol : List.of("tcp", "udp")) {
            if (headers.transportIs("udp") && of(headers, "udp.length") == 0) {
                return null;
            }
            if (headers.transportIs(protocol) && headers.once(protocol)) {
                String payload = headers.frame().first(protocol + ".payload").replace(":", "");
                return payload.substring(0, Math.min(digits(headers), payload.length()));
            }
        }
        return null;
    }

    /** tshark shows what is behind the length of a UDP datagram as its payload, too. */
    private static int digits(OutermostHeaders headers) {
        long udpPayload = Math.max(0, of(headers, "udp.length") - UDP_HEADER);
        return headers.transportIs("udp")
                ? (int) Math.min(PREFIX_DIGITS, 2 * udpPayload)
                : PREFIX_DIGITS;
    }
}
