package io.networkanalytics.forwarder.reference;

import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.packet.LinkType;
import io.networkanalytics.model.packet.PacketDecoder;
import java.util.HexFormat;
import java.util.List;

/** The headers of packets, in whatever they are carried. */
final class PacketHeaderFields {

    private static final String ETHERNET = "020000000001 020000000002";
    private static final int EXPERIMENTAL = 253;
    private static final String PAYLOAD = "00".repeat(64);

    private PacketHeaderFields() {}

    static SourceFields observed() {
        SourceFields found = new SourceFields();
        found.observe(f -> frame(f.of("EtherType", 0x0806, 0x88CC), PAYLOAD));
        found.observe(PacketHeaderFields::ipv4);
        found.observe(PacketHeaderFields::withoutIp);
        found.observe(
                f -> ipv4(new BitWriter().bits(4, 4).bits(4, f.of("IPv4 header length", 5, 6))));
        found.observe(PacketHeaderFields::ipv6);
        found.observe(PacketHeaderFields::ipv6Extensions);
        found.observe(PacketHeaderFields::tcp);
        found.observe(f -> over(6, "1234 5678 00000001 00000002", dataOffset(f)));
        found.observe(PacketHeaderFields::udp);
        for (int protocol : new int[] {6, 17, 33, 132, 136}) {
            found.observe(f -> over(protocol, "", ports(f)));
        }
        found.observe(f -> over(1, "", icmp(f)));
        found.observe(PacketHeaderFields::icmpv6);
        found.observe(f -> over(47, "", gre(f)));
        found.observe(f -> over(47, "", greFlags(f)));
        return found.observe(PacketHeaderFields::withHeaderBytes);
    }

    private static List<PacketSample> ipv4(Variation f) {
        return frame(
                0x0800,
                new BitWriter()
                        .bits(4, 4)
                        .bits(4, 6)
                        .bits(6, f.of("IPv4 DSCP", 1))
                        .bits(2, f.of("IPv4 ECN", 1))
                        .u16(f.of("IPv4 total length", 88))
                        .u16(f.of("IPv4 identification", 7))
                        .bits(1, 0)
                        .bits(1, f.of("IPv4 DF", 0))
                        .bits(1, f.of("IPv4 MF", 0))
                        .bits(13, f.of("IPv4 fragment offset", 0))
                        .u8(f.of("IPv4 TTL", 64))
                        .u8(f.of("IPv4 protocol", EXPERIMENTAL))
                        .u16(f.of("IPv4 checksum", 9))
                        .u32(f.of("IPv4 source", 0xC0000201L))
                        .u32(f.of("IPv4 destination", 0xC6336402L))
                        .u32(f.of("IPv4 options", 0x94040000L, 0x44040000L)));
    }

    /** With the first byte as given. */
    private static List<PacketSample> ipv4(BitWriter start) {
        return frame(
                0x0800, start.u8(0).u16(88).u32(0).u8(64).u8(EXPERIMENTAL).u16(0).u32(1).u32(2));
    }

    private static BitWriter fixedV6(long nextHeader) {
        return new BitWriter()
                .hex("60000000 0040")
                .u8(nextHeader)
                .u8(64)
                .hex("20010db8000000000000000000000001 20010db8000000000000000000000002");
    }

    private static List<PacketSample> ipv6(Variation f) {
        return frame(
                0x86DD,
                new BitWriter()
                        .bits(4, 6)
                        .bits(6, f.of("IPv6 DSCP", 1))
                        .bits(2, f.of("IPv6 ECN", 1))
                        .bits(20, f.of("IPv6 flow label", 5))
                        .u16(f.of("IPv6 payload length", 72, 71))
                        .u8(44)
                        .u8(f.of("IPv6 hop limit", 64))
                        .hex("20010db8000000000000000000")
                        .bits(24, f.of("IPv6 source", 1))
                        .hex("20010db8000000000000000000")
                        .bits(24, f.of("IPv6 destination", 2))
                        .u8(f.of("last IPv6 next header", EXPERIMENTAL))
                        .u8(0)
                        .bits(13, f.of("IPv6 fragment offset", 0))
                        .bits(2, 0)
                        .bits(1, f.of("IPv6 M flag", 0))
                        .u32(f.of("IPv6 fragment identification", 77)));
    }

    private static List<PacketSample> ipv6Extensions(Variation f) {
        return frame(
                0x86DD,
                fixedV6(f.of("IPv6 next headers", 60, 0))
                        .u8(EXPERIMENTAL)
                        .u8(f.of("IPv6 extension lengths", 0))
                        .hex("010400000000"));
    }

    private static List<PacketSample> tcp(Variation f) {
        BitWriter tcp =
                new BitWriter()
                        .u16(f.of("source port", 40_000))
                        .u16(f.of("destination port", 443))
                        .u32(f.of("TCP sequence number", 1))
                        .u32(f.of("TCP acknowledgement number", 2))
                        .hex("d0")
                        .u8(f.of("TCP flags", 2))
                        .u16(f.of("TCP window", 1024))
                        .u16(f.of("TCP checksum", 3))
                        .u16(f.of("TCP urgent pointer", 4))
                        .hex("0204")
                        .u16(f.of("TCP option 2 (MSS)", 1460))
                        .hex("0303")
                        .u8(f.of("TCP option 3 (window scale)", 7))
                        .u16(f.of("TCP option 4 (SACK permitted)", 0x0402, 0x0101))
                        .hex("080a")
                        .u32(f.of("TCP option 8 (timestamp value)", 8))
                        .u32(f.of("TCP option 8 (timestamp echo)", 9))
                        .hex("050a")
                        .u32(f.of("TCP option 5 (SACK blocks)", 10))
                        .u32(20)
                        .hex("0101")
                        .u8(f.of("TCP option kinds", 1, 0));
        return over(6, "", tcp);
    }

    private static BitWriter dataOffset(Variation f) {
        return new BitWriter().bits(4, f.of("TCP data offset", 5)).bits(28, 0).u32(0);
    }

    private static List<PacketSample> udp(Variation f) {
        return over(
                17,
                "",
                ports(f).u16(f.of("UDP length", 50))
                        .u16(f.of("UDP checksum", 1))
                        .u8(f.of("bytes behind the transport header", 1)));
    }

    private static BitWriter ports(Variation f) {
        return new BitWriter().u16(f.of("source port", 40_000)).u16(f.of("destination port", 53));
    }

    private static BitWriter icmp(Variation f) {
        return new BitWriter()
                .u8(f.of("ICMP type", 3))
                .u8(f.of("ICMP code", 1))
                .u16(f.of("ICMP checksum", 6));
    }

    private static List<PacketSample> icmpv6(Variation f) {
        return frame(
                0x86DD,
                fixedV6(58)
                        .u8(f.of("ICMP type", 1))
                        .u8(f.of("ICMP code", 4))
                        .u16(f.of("ICMP checksum", 6)));
    }

    private static BitWriter gre(Variation f) {
        return new BitWriter()
                .u16(0xB000)
                .u16(f.of("GRE protocol type", 0x6558))
                .u16(f.of("GRE checksum", 1))
                .u16(0)
                .u32(f.of("GRE key", 2))
                .u32(f.of("GRE sequence number", 3));
    }

    private static BitWriter greFlags(Variation f) {
        return new BitWriter()
                .bits(4, f.of("GRE flags", 0, 2))
                .bits(9, 0)
                .bits(3, f.of("GRE version", 0))
                .u16(0x6558);
    }

    private static List<PacketSample> withoutIp(Variation f) {
        byte[] frame = new BitWriter().hex(ETHERNET).u16(0x0806).hex(PAYLOAD).toBytes();
        int length = (int) f.of("length of a frame without IP", 1000);
        PacketSample.Builder sample = PacketSample.newBuilder();
        new PacketDecoder().decode(LinkType.ETHERNET, frame, 0, frame.length, length, sample);
        return List.of(sample.build());
    }

    private static List<PacketSample> withHeaderBytes(Variation f) {
        String rest =
                "00".repeat(40) + (f.of("packet from its IP header on", 0) == 0 ? "00" : "01");
        return decode(new PacketDecoder(true), 0x0800, ipv4Header(17).hex("00".repeat(8) + rest));
    }

    private static List<PacketSample> over(int protocol, String start, BitWriter transport) {
        return frame(
                0x0800,
                ipv4Header(protocol).hex(start).hex(HexFormat.of().formatHex(transport.toBytes())));
    }

    private static BitWriter ipv4Header(int protocol) {
        return new BitWriter()
                .hex("45000078 00000000 40")
                .u8(protocol)
                .hex("0000 c0000201 c6336402");
    }

    private static List<PacketSample> frame(long ethertype, String payload) {
        return frame(ethertype, new BitWriter().hex(payload));
    }

    private static List<PacketSample> frame(long ethertype, BitWriter payload) {
        return decode(new PacketDecoder(), ethertype, payload.hex(PAYLOAD));
    }

    private static List<PacketSample> decode(
            PacketDecoder decoder, long ethertype, BitWriter payload) {
        byte[] frame =
                new BitWriter()
                        .hex(ETHERNET)
                        .u16(ethertype)
                        .hex(HexFormat.of().formatHex(payload.toBytes()))
                        .toBytes();
        PacketSample.Builder sample = PacketSample.newBuilder();
        decoder.decode(LinkType.ETHERNET, frame, 0, frame.length, frame.length, sample);
        return List.of(sample.build());
    }
}
