package io.networkanalytics.model.packet;

import static io.networkanalytics.model.packet.Packets.SYN;
import static io.networkanalytics.model.packet.Packets.UDP;
import static io.networkanalytics.model.packet.Packets.bytes;
import static io.networkanalytics.model.packet.Packets.decode;
import static io.networkanalytics.model.packet.Packets.ethernet;
import static io.networkanalytics.model.packet.Packets.ipv4;
import static io.networkanalytics.model.packet.Packets.ipv6;
import static io.networkanalytics.model.packet.Packets.length;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import io.networkanalytics.model.PacketSample;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PacketDecoderTest {

    @Test
    void allFieldsOfAnIpv4Syn() {
        PacketSample expected =
                PacketSample.newBuilder()
                        .setPackets(1)
                        .setBytes(60)
                        .setEthertype(0x0800)
                        .setSourceAddress(address("00000000000000000000ffffc0000201"))
                        .setDestinationAddress(address("00000000000000000000ffffc6336407"))
                        .setIpProtocol(6)
                        .setIpTotalLength(60)
                        .setIpHeaderLength(20)
                        .setIpTtl(61)
                        .setIpv4Dscp(46)
                        .setIpv4Ecn(1)
                        .setIpv4Identification(0x1234)
                        .setIpv4DontFragment(true)
                        .setIpv4Checksum(0x0bad)
                        .setSourcePort(443)
                        .setDestinationPort(51_000)
                        .setTcpFlags(0x02)
                        .setTcpSequenceNumber(0x11223344)
                        .setTcpWindowSize(64_240)
                        .setTcpWindowScale(7)
                        .setTcpMss(1460)
                        .setTcpDataOffset(40)
                        .setTcpChecksum(0xbeef)
                        .setTcpSackPermitted(true)
                        .setTcpTimestampValue(100)
                        .setTcpOptions("2,4,8,1,3")
                        .build();

        assertEquals(expected, decode(LinkType.ETHERNET, ethernet(0x0800, ipv4(6, SYN))));
    }

    @Test
    void allFieldsOfAnIpv6Datagram() {
        // Hop-by-hop and destination options of padding, in front of UDP.
        String packet = ipv6(0, "3c00010400000000 1100010400000000" + UDP);
        PacketSample expected =
                PacketSample.newBuilder()
                        .setPackets(1)
                        .setBytes(68)
                        .setEthertype(0x86dd)
                        .setSourceAddress(address("20010db8000000000000000000000001"))
                        .setDestinationAddress(address("20010db8000000000000000000000002"))
                        .setIpProtocol(17)
                        .setIpTotalLength(68)
                        .setIpHeaderLength(56)
                        .setIpTtl(62)
                        .setIpv6Dscp(46)
                        .setIpv6Ecn(1)
                        .setIpv6FlowLabel(0xabcde)
                        .setIpv6ExtensionHeaders("0,60")
                        .setSourcePort(53)
                        .setDestinationPort(54_321)
                        .setUdpChecksum(0xabcd)
                        .setUdpPayloadLength(4)
                        .setPayloadPrefix(address("01020304"))
                        .build();

        assertEquals(expected, decode(LinkType.ETHERNET, ethernet(0x86dd, packet)));
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                packet(LinkType.ETHERNET, "", DecodeResult.TRUNCATED_LINK_HEADER),
                packet(LinkType.ETHERNET, Packets.MACS, DecodeResult.TRUNCATED_LINK_HEADER),
                packet(
                        LinkType.ETHERNET,
                        ethernet(0x8100, "0001"),
                        DecodeResult.TRUNCATED_LINK_HEADER),
                packet(
                        LinkType.ETHERNET,
                        ethernet(0x8847, "000010"),
                        DecodeResult.TRUNCATED_LINK_HEADER),
                packet(LinkType.LINUX_COOKED, "0000", DecodeResult.TRUNCATED_LINK_HEADER),
                packet(LinkType.NFLOG, "02000000 00010100", DecodeResult.TRUNCATED_LINK_HEADER),
                packet(LinkType.UNSUPPORTED, "00", DecodeResult.UNSUPPORTED_LINK_TYPE),
                packet(
                        LinkType.ETHERNET,
                        ethernet(0x8100, "0001 8100 ".repeat(40)),
                        DecodeResult.TOO_MANY_LINK_HEADERS),
                packet(LinkType.RAW_IP, "", DecodeResult.TRUNCATED_IP_HEADER),
                packet(LinkType.RAW_IP, "45000014", DecodeResult.TRUNCATED_IP_HEADER),
                packet(LinkType.IPV6, "6000000000003b40", DecodeResult.TRUNCATED_IP_HEADER),
                packet(LinkType.RAW_IP, "50", DecodeResult.BAD_IP_VERSION),
                packet(LinkType.IPV4, ipv6(59, ""), DecodeResult.BAD_IP_VERSION),
                packet(LinkType.IPV6, ipv4(6, SYN), DecodeResult.BAD_IP_VERSION),
                packet(
                        LinkType.IPV4,
                        ipv4(6, SYN).replaceFirst("45", "44"),
                        DecodeResult.BAD_IP_HEADER_LENGTH),
                packet(
                        LinkType.IPV4,
                        ipv4(6, SYN).replaceFirst("003c", "0013"),
                        DecodeResult.BAD_IP_TOTAL_LENGTH));
    }

    private static Arguments packet(LinkType link, String hex, DecodeResult expected) {
        return Arguments.of(link, hex, expected);
    }

    @ParameterizedTest
    @MethodSource
    void malformed(LinkType link, String hex, DecodeResult expected) {
        PacketSample.Builder target = PacketSample.newBuilder();

        assertEquals(expected, decode(link, hex, length(hex), target));
        assertEquals(PacketSample.getDefaultInstance(), target.build(), "target is untouched");
    }

    @Test
    void everyMalformedReasonIsReachedAndHasAnotherText() {
        Set<Object> reached = new HashSet<>(List.of(DecodeResult.DECODED));
        malformed().forEach(arguments -> reached.add(arguments.get()[2]));

        assertEquals(Set.of(DecodeResult.values()), reached);
        assertEquals(
                DecodeResult.values().length,
                Arrays.stream(DecodeResult.values()).map(DecodeResult::text).distinct().count());
    }

    @Test
    void framesThatAreNotIpHaveAnEthertypeAndALengthOnly() {
        PacketSample arp = decode(LinkType.ETHERNET, ethernet(0x0806, "0001080006040001"));
        PacketSample spanningTree = decode(LinkType.ETHERNET, ethernet(38, "42420300000000"));

        PacketSample.Builder expected = PacketSample.newBuilder().setPackets(1);
        assertEquals(expected.setEthertype(0x0806).setBytes(8).build(), arp);
        assertEquals(expected.setEthertype(0).setBytes(7).build(), spanningTree);
    }

    @Test
    void headerBytesAreThoseFromTheIpHeaderOnWithoutPadding() {
        String ip = ipv4(17, UDP);
        byte[] frame = bytes(ethernet(0x0800, ip) + "00".repeat(14));
        PacketSample.Builder target = PacketSample.newBuilder();

        new PacketDecoder(true)
                .decode(LinkType.ETHERNET, frame, 0, frame.length, frame.length, target);

        assertEquals(ByteString.copyFrom(bytes(ip)), target.getHeaderBytes());
        target.clear();
        byte[] large = bytes(ipv4(17, "0035 d431 05dc 0000" + "55".repeat(1492)));
        new PacketDecoder(true)
                .decodeEthertype(0x0800, large, 0, large.length, large.length, target);
        assertEquals(ByteString.copyFrom(large, 0, 128), target.getHeaderBytes());
        assertEquals(32, target.getPayloadPrefix().size());
    }

    @Test
    void lengthsThatDoNotFitTheBufferAreCutToIt() {
        byte[] packet = bytes(ipv4(17, UDP));
        PacketDecoder decoder = new PacketDecoder();
        PacketSample.Builder target = PacketSample.newBuilder();

        assertEquals(
                DecodeResult.DECODED,
                decoder.decode(LinkType.RAW_IP, packet, 0, Integer.MAX_VALUE, -1, target));
        assertEquals(54_321, target.getDestinationPort());
        for (int[] lengths : new int[][] {{-1, 10}, {40, 10}, {0, -5}, {Integer.MAX_VALUE, 9}}) {
            assertEquals(
                    DecodeResult.TRUNCATED_IP_HEADER,
                    decoder.decode(LinkType.RAW_IP, packet, lengths[0], 0, lengths[1], target));
        }
    }

    private static ByteString address(String hex) {
        return ByteString.copyFrom(bytes(hex));
    }

    /** Lengths on the wire are claims: an absurd one is cut to the same in every buffer. */
    @Test
    void anAbsurdLengthDoesNotDependOnWhereThePacketLies() {
        byte[] arp = Packets.bytes(Packets.ethernet(0x0806, "00".repeat(28)));
        byte[] amid = new byte[arp.length + 200];
        System.arraycopy(arp, 0, amid, 100, arp.length);
        PacketSample.Builder alone = PacketSample.newBuilder();
        PacketSample.Builder inside = PacketSample.newBuilder();
        PacketDecoder decoder = new PacketDecoder();
        decoder.decode(LinkType.ETHERNET, arp, 0, arp.length, Integer.MAX_VALUE, alone);
        decoder.decode(LinkType.ETHERNET, amid, 100, arp.length, Integer.MAX_VALUE, inside);
        assertEquals(alone.build(), inside.build());
        assertEquals((1 << 30) - 14, alone.getBytes());
    }
}
