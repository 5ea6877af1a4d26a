package io.networkanalytics.model.packet;

import static io.networkanalytics.model.packet.Packets.MACS;
import static io.networkanalytics.model.packet.Packets.UDP;
import static io.networkanalytics.model.packet.Packets.decode;
import static io.networkanalytics.model.packet.Packets.ethernet;
import static io.networkanalytics.model.packet.Packets.ipv4;
import static io.networkanalytics.model.packet.Packets.ipv6;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.networkanalytics.model.PacketSample;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LinkHeaderTest {
    private static final String V4 = ipv4(17, UDP);
    private static final String V6 = ipv6(17, UDP);

    static Stream<Arguments> leadToIpv4() {
        return Stream.of(
                of("ethernet", LinkType.ETHERNET, MACS + "0800"),
                of("802.1Q", LinkType.ETHERNET, MACS + "8100 0064 0800"),
                of("QinQ", LinkType.ETHERNET, MACS + "88a8 0064 8100 0065 0800"),
                of("old QinQ", LinkType.ETHERNET, MACS + "9100 0064 8100 0065 8100 0066 0800"),
                of("SNAP", LinkType.ETHERNET, MACS + "0040 aaaa03 000000 0800"),
                of(
                        "SNAP behind a tag",
                        LinkType.ETHERNET,
                        MACS + "8100 0064 0040 aaaa03 000000 0800"),
                of("SAP 6", LinkType.ETHERNET, MACS + "0023 060603"),
                of("PPPoE", LinkType.ETHERNET, MACS + "8864 1100 0001 0022 0021"),
                of("PPPoE, compressed", LinkType.ETHERNET, MACS + "8864 1100 0001 0021 21"),
                of(
                        "PPPoE behind QinQ",
                        LinkType.ETHERNET,
                        MACS + "88a800028100000388641100000100220021"),
                of("MPLS", LinkType.ETHERNET, MACS + "8847 00010040 00020140"),
                of("MPLS explicit null", LinkType.ETHERNET, MACS + "8847 00000140"),
                of("MPLS multicast", LinkType.ETHERNET, MACS + "8848 00010140"),
                of("MPLS in PPPoE", LinkType.ETHERNET, MACS + "8864 1100 0001 0026 0281 00010140"),
                of("pseudowire", LinkType.ETHERNET, MACS + "8847 00010140" + MACS + "0800"),
                of(
                        "control word",
                        LinkType.ETHERNET,
                        MACS + "8847 00010140 00000000" + MACS + "0800"),
                of(
                        "pseudowire of MAC 45",
                        LinkType.ETHERNET,
                        MACS + "884700010140 45000000000102000000000208 00"),
                of("VN-Tag", LinkType.ETHERNET, MACS + "8926 00000000 0800"),
                of("802.1BR", LinkType.ETHERNET, MACS + "893f 000000000000 0800"),
                of("MACsec in the clear", LinkType.ETHERNET, MACS + "88e5 0000 00000001 0800"),
                of(
                        "MACsec with SCI",
                        LinkType.ETHERNET,
                        MACS + "88e5 2000 00000001 0011223344550001 0800"),
                of("802.1ah", LinkType.ETHERNET, MACS + "88e7 00000001" + MACS + "0800"),
                of("FabricPath", LinkType.ETHERNET, MACS + "8903 0001" + MACS + "0800"),
                of(
                        "TRILL",
                        LinkType.ETHERNET,
                        MACS + "22f3 0040 00010002 00000000" + MACS + "0800"),
                of("raw", LinkType.RAW_IP, ""),
                of("raw IPv4", LinkType.IPV4, ""),
                of("BSD loopback, little-endian", LinkType.NULL, "02000000"),
                of("BSD loopback, big-endian", LinkType.NULL, "00000002"),
                of("OpenBSD loopback", LinkType.LOOP, "00000002"),
                of("Linux cooked", LinkType.LINUX_COOKED, "0000 0001 0006 0200000000010000 0800"),
                of(
                        "Linux cooked, tagged",
                        LinkType.LINUX_COOKED,
                        "0000 0001 0006 0200000000010000 8100 0064 0800"),
                of(
                        "Linux cooked 2",
                        LinkType.LINUX_COOKED_V2,
                        "0800 0000 00000003 0001 00 06 0200000000010000"),
                of("PPP", LinkType.PPP, "0021"),
                of("PPP, HDLC framing", LinkType.PPP, "ff03 0021"),
                of("PPP with direction", LinkType.PPP_WITH_DIRECTION, "01 ff03 0021"),
                of("PPPoE link type", LinkType.PPPOE, "1100 0001 0022 0021"),
                of("Cisco HDLC", LinkType.CISCO_HDLC, "0f00 0800"),
                of("Cisco HDLC as PPP", LinkType.PPP, "0f00 0800"),
                of("LLC", LinkType.LLC, "aaaa03 000000 0800"),
                of("PFLOG", LinkType.PFLOG, "3d02" + "00".repeat(62)),
                of("MPLS link type", LinkType.MPLS, "00010140"),
                of("NFLOG, little-endian", LinkType.NFLOG, "02000000 05000a0061000000 24000900"),
                of("NFLOG, big-endian", LinkType.NFLOG, "02000000 0005000a61000000 00240009"),
                of(
                        "802.11 data",
                        LinkType.IEEE802_11,
                        "0801 0000" + MACS + "020000000003 0000 aaaa03 000000 0800"),
                of(
                        "802.11 QoS, four addresses",
                        LinkType.IEEE802_11,
                        "8803 0000"
                                + MACS
                                + "020000000003 0000 020000000004 0000 aaaa03 000000 0800"),
                of(
                        "radiotap with padding",
                        LinkType.IEEE802_11_RADIOTAP,
                        "00000900 02000000 20"
                                + "8801 0000"
                                + MACS
                                + "020000000003 0000 0000 0000"
                                + "aaaa03 000000 0800"));
    }

    private static Arguments of(String name, LinkType link, String header) {
        return Arguments.of(name, link, header);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void leadToIpv4(String name, LinkType link, String header) {
        PacketSample sample = decode(link, header + V4);

        assertEquals(0x0800, sample.getEthertype());
        assertEquals(17, sample.getIpProtocol());
        assertEquals(54_321, sample.getDestinationPort());
        assertEquals(32, sample.getBytes());
    }

    static Stream<Arguments> leadToIpv6() {
        return Stream.of(
                of("ethernet", LinkType.ETHERNET, MACS + "86dd"),
                of("PPPoE", LinkType.ETHERNET, MACS + "8864 1100 0001 0036 0057"),
                of("MPLS", LinkType.ETHERNET, MACS + "8847 00010140"),
                of("MPLS explicit null", LinkType.ETHERNET, MACS + "8847 00002140"),
                of("raw", LinkType.RAW_IP, ""),
                of("loopback, Linux", LinkType.NULL, "0a000000"),
                of("loopback, NetBSD", LinkType.NULL, "18000000"),
                of("loopback, FreeBSD", LinkType.NULL, "1c000000"),
                of("loopback, macOS", LinkType.NULL, "1e000000"),
                of("NFLOG", LinkType.NFLOG, "0a000000 38000900"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void leadToIpv6(String name, LinkType link, String header) {
        PacketSample sample = decode(link, header + V6);

        assertEquals(0x86dd, sample.getEthertype());
        assertEquals(54_321, sample.getDestinationPort());
        assertEquals(52, sample.getBytes());
    }

    static Stream<Arguments> endWithoutIp() {
        return Stream.of(
                notIp("LLDP", LinkType.ETHERNET, ethernet(0x88cc, "0207"), 0x88cc, 2),
                notIp(
                        "tagged ARP",
                        LinkType.ETHERNET,
                        ethernet(0x8100, "0001 0806 0001"),
                        0x0806,
                        2),
                notIp("PPPoE discovery", LinkType.ETHERNET, ethernet(0x8863, "1109"), 0x8863, 2),
                notIp(
                        "LCP in PPPoE",
                        LinkType.ETHERNET,
                        ethernet(0x8864, "110000010004c0210101"),
                        0x8864,
                        4),
                notIp("CDP", LinkType.ETHERNET, ethernet(8, "aaaa03 00000c 2000"), 0, 8),
                notIp(
                        "associated channel",
                        LinkType.ETHERNET,
                        ethernet(0x8847, "00010140 10000021"),
                        0x8847,
                        4),
                notIp(
                        "MACsec, encrypted",
                        LinkType.ETHERNET,
                        ethernet(0x88e5, "0c0000000001 0800"),
                        0x88e5,
                        8),
                notIp("loopback, other family", LinkType.NULL, "17000000 0102", 0, 2),
                notIp("beacon", LinkType.IEEE802_11, "8000 0000" + MACS, 0, 16));
    }

    private static Arguments notIp(
            String name, LinkType link, String packet, int ethertype, int bytes) {
        return Arguments.of(name, link, packet, ethertype, bytes);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void endWithoutIp(String name, LinkType link, String packet, int ethertype, int bytes) {
        PacketSample expected =
                PacketSample.newBuilder()
                        .setEthertype(ethertype)
                        .setPackets(1)
                        .setBytes(bytes)
                        .build();

        assertEquals(expected, decode(link, packet));
    }

    @Test
    void whatIsBehindThePppoeLengthIsPadding() {
        // The IP header counts six bytes more than the session carries.
        String ip = ipv4(17, UDP + "000000000000");

        PacketSample sample = decode(LinkType.ETHERNET, MACS + "8864 1100 0001 0022 0021" + ip);

        assertEquals(38, sample.getIpTotalLength());
        assertEquals(4, sample.getPayloadPrefix().size());
    }

    @ParameterizedTest
    @CsvSource({
        "0, NULL",
        "1, ETHERNET",
        "12, RAW_IP",
        "14, RAW_IP",
        "101, RAW_IP",
        "108, LOOP",
        "113, LINUX_COOKED",
        "228, IPV4",
        "229, IPV6",
        "239, NFLOG",
        "276, LINUX_COOKED_V2",
        "2, UNSUPPORTED",
        "277, UNSUPPORTED",
        "-1, UNSUPPORTED",
        "2147483647, UNSUPPORTED"
    })
    void numbersOfThePcapRegistry(int number, LinkType expected) {
        assertEquals(expected, LinkType.of(number));
    }
}
