package io.networkanalytics.model.packet;

import static io.networkanalytics.model.packet.Packets.SYN;
import static io.networkanalytics.model.packet.Packets.UDP;
import static io.networkanalytics.model.packet.Packets.decode;
import static io.networkanalytics.model.packet.Packets.ethernet;
import static io.networkanalytics.model.packet.Packets.ipv4;
import static io.networkanalytics.model.packet.Packets.ipv6;
import static io.networkanalytics.model.packet.Packets.length;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.model.PacketSample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IpHeaderTest {

    @ParameterizedTest
    @CsvSource(
            value = {
                "94040000, 148",
                "01010794, '1,1'",
                "0107070400000000, '1,7'",
                "94040000 00000000, 148",
                "88 04 0001 94 01 0000, 136",
                "88 04 0001 94 00 0000, 136",
                "01010101 01010101 01010101, '1,1,1,1,1,1,1,1,1,1,1,1'"
            })
    void ipv4Options(String options, String expected) {
        PacketSample sample = decode(LinkType.RAW_IP, ipv4(options, 0, 17, UDP));

        assertEquals(expected, sample.getIpv4Options());
        assertEquals(20 + length(options), sample.getIpHeaderLength());
        assertEquals(54_321, sample.getDestinationPort(), "options do not hide the ports");
    }

    @Test
    void onlyTheFirstFragmentHasPorts() {
        PacketSample first = decode(LinkType.RAW_IP, ipv4("", 0x2000, 17, UDP));
        PacketSample later = decode(LinkType.RAW_IP, ipv4("", 0x20b9, 17, UDP));
        PacketSample last = decode(LinkType.RAW_IP, ipv4("", 0x1fff, 17, UDP));

        assertEquals(53, first.getSourcePort());
        assertTrue(first.getIpMoreFragments());
        assertEquals(0, first.getIpFragmentOffset());
        assertEquals(0, later.getSourcePort());
        assertTrue(later.getIpMoreFragments());
        assertEquals(185, later.getIpFragmentOffset());
        assertEquals(Packets.bytes(UDP).length, later.getPayloadPrefix().size());
        assertFalse(last.getIpMoreFragments());
        assertEquals(8191, last.getIpFragmentOffset());
        assertEquals(17, last.getIpProtocol());
    }

    @Test
    void paddingOfTheFrameIsNoPayload() {
        String tcp = "01bb c738 11223344 00000000 5010 faf0 beef 0000";
        PacketSample sample =
                decode(LinkType.ETHERNET, ethernet(0x0800, ipv4(6, tcp)) + "00".repeat(6));

        assertEquals(40, sample.getBytes());
        assertTrue(sample.getPayloadPrefix().isEmpty());
    }

    @Test
    void aTotalLengthOfZeroIsTheWholePacket() {
        String v4 = ipv4(17, UDP).replaceFirst("0020", "0000");
        String v6 = ipv6(17, UDP).replaceFirst("000c", "0000");

        assertEquals(32, decode(LinkType.ETHERNET, ethernet(0x0800, v4)).getBytes());
        assertEquals(52, decode(LinkType.ETHERNET, ethernet(0x86dd, v6)).getIpTotalLength());
        assertEquals(4, decode(LinkType.RAW_IP, v4).getUdpPayloadLength());
        // Nothing follows, so 0 is what it is, whatever pads the frame.
        String nothing = ethernet(0x86dd, ipv6(59, "")) + "000000000000";
        assertEquals(40, decode(LinkType.ETHERNET, nothing).getBytes());
    }

    @ParameterizedTest
    @CsvSource({
        // first, headers and what follows, list, protocol, header length
        "0, 1100010400000000, '0', 17, 48",
        "43, 1100010400000000, '43', 17, 48",
        "51, 110400000000000100000002000000000000000000000000, '51', 17, 64",
        "135, 3b00010400000000, '135', 59, 48",
        "139, 3b00010400000000, '139', 59, 48",
        "140, 1100010400000000, '140', 17, 48",
        "60, 2b00010400000000 0000010400000000 3c02010400000000 0000000000000000 0000000000000000"
                + " 1100010400000000, '60,43,0,60', 17, 88",
        "50, 0000000100000001, '', 50, 40",
        "59, 0102030405060708, '', 59, 40",
        // Longer than the packet: not walked over.
        "60, 11ff010400000000, '', 60, 40",
    })
    void ipv6ExtensionHeaders(
            int first, String headers, String list, int protocol, int headerLength) {
        PacketSample sample = decode(LinkType.RAW_IP, ipv6(first, headers + UDP));

        assertEquals(list, sample.getIpv6ExtensionHeaders());
        assertEquals(protocol, sample.getIpProtocol());
        assertEquals(headerLength, sample.getIpHeaderLength());
        assertEquals(protocol == 17 ? 54_321 : 0, sample.getDestinationPort());
    }

    @Test
    void ipv6Fragments() {
        PacketSample first = decode(LinkType.RAW_IP, ipv6(44, "11000001 deadbeef" + UDP));
        PacketSample later = decode(LinkType.RAW_IP, ipv6(44, "110005c8 deadbeef" + UDP));
        PacketSample laterOptions = decode(LinkType.RAW_IP, ipv6(44, "3c0005c8 deadbeef" + UDP));

        assertEquals(0xdeadbeef, first.getIpv6Identification());
        assertTrue(first.getIpMoreFragments());
        assertEquals(53, first.getSourcePort());
        assertEquals(185, later.getIpFragmentOffset());
        assertFalse(later.getIpMoreFragments());
        assertEquals(0, later.getSourcePort());
        assertEquals(48, later.getIpHeaderLength());
        assertEquals(60, laterOptions.getIpProtocol(), "its options are in the first fragment");
        assertEquals("44", laterOptions.getIpv6ExtensionHeaders());
    }

    @Test
    void aChainWithoutEndIsBounded() {
        PacketSample sample = decode(LinkType.RAW_IP, ipv6(60, "3c00010400000000".repeat(1000)));

        assertEquals("60,".repeat(31) + "60", sample.getIpv6ExtensionHeaders());
        assertEquals(40 + 32 * 8, sample.getIpHeaderLength());
    }

    @Test
    void aCutChainEndsWithTheHeaderThatIsMissing() {
        String packet = ipv6(0, "3c00010400000000 1100010400000000" + UDP);

        PacketSample sample = decode(LinkType.RAW_IP, packet, 49);

        assertEquals("0", sample.getIpv6ExtensionHeaders());
        assertEquals(60, sample.getIpProtocol());
        assertEquals(68, sample.getBytes());
    }

    @Test
    void ofTunnelsTheOuterHeaderCounts() {
        PacketSample sixInFour = decode(LinkType.RAW_IP, ipv4(41, ipv6(17, UDP)));
        PacketSample fourInFour = decode(LinkType.RAW_IP, ipv4(4, ipv4(6, SYN)));

        assertEquals(41, sixInFour.getIpProtocol());
        assertEquals(0, sixInFour.getIpv6FlowLabel());
        assertEquals(0, sixInFour.getSourcePort());
        assertEquals(4, fourInFour.getIpProtocol());
        assertEquals(80, fourInFour.getBytes());
        assertEquals(0, fourInFour.getTcpFlags());
        assertEquals(0x45, fourInFour.getPayloadPrefix().byteAt(0));
    }
}
