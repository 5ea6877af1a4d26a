package io.networkanalytics.model.packet;

import static io.networkanalytics.model.packet.Packets.SYN;
import static io.networkanalytics.model.packet.Packets.UDP;
import static io.networkanalytics.model.packet.Packets.bytes;
import static io.networkanalytics.model.packet.Packets.decode;
import static io.networkanalytics.model.packet.Packets.ipv4;
import static io.networkanalytics.model.packet.Packets.length;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.protobuf.ByteString;
import io.networkanalytics.model.PacketSample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransportTest {
    private static final String TCP_FIXED = "01bbc738 11223344 55667788 %x018 faf0 beef 0007";

    @ParameterizedTest
    @CsvSource({
        // options, kinds, mss, window scale, timestamp, echo, SACK blocks
        "020405b4, '2', 1460, 0, 0, 0, ''",
        "01010101, '1,1,1,1', 0, 0, 0, 0, ''",
        "0101080a ffffffff 00000001, '1,1,8', 0, 0, 4294967295, 1, ''",
        "0101050a fffffff0 00000010, '1,1,5', 0, 0, 0, 0, 4294967280-16",
        "01010512 00000001 00000002 00000003 00000004, '1,1,5', 0, 0, 0, 0, '1-2,3-4'",
        // End of list: what follows is padding.
        "03030700 020405b4, '3', 0, 7, 0, 0, ''",
        // A length of 0, of 1, and beyond the header.
        "020405b4 03000000, '2', 1460, 0, 0, 0, ''",
        "020405b4 03010000, '2', 1460, 0, 0, 0, ''",
        "020405b4 01010814, '2,1,1', 1460, 0, 0, 0, ''",
        "020405b4 01010108, '2,1,1,1', 1460, 0, 0, 0, ''",
        // Wrong lengths: passed over by them.
        "0206 05b4 0000 0101, '2,1,1', 0, 0, 0, 0, ''",
        "0506 00000001 0101, '5,1,1', 0, 0, 0, 0, ''",
        // Twice: the first counts; of the right length.
        "020405b4 02040100, '2,2', 1460, 0, 0, 0, ''",
        "02030102 04010100, '2,2', 257, 0, 0, 0, ''",
        "0203ff01 020405b4, '2,1,2', 1460, 0, 0, 0, ''",
        // Unknown ones: fast open, multipath.
        "22041122 1e040000, '34,30', 0, 0, 0, 0, ''",
    })
    void tcpOptions(
            String options,
            String kinds,
            int mss,
            int scale,
            long timestamp,
            int echo,
            String sack) {
        int words = 5 + length(options) / 4;
        String tcp = String.format(TCP_FIXED, words) + options + "cafe";

        PacketSample sample = decode(LinkType.RAW_IP, ipv4(6, tcp));

        assertEquals(kinds, sample.getTcpOptions());
        assertEquals(mss, sample.getTcpMss());
        assertEquals(scale, sample.getTcpWindowScale());
        assertEquals((int) timestamp, sample.getTcpTimestampValue());
        assertEquals(echo, sample.getTcpTimestampEcr());
        assertEquals(sack, sample.getTcpSackBlocks());
        assertEquals(4 * words, sample.getTcpDataOffset());
        assertEquals(ByteString.copyFrom(bytes("cafe")), sample.getPayloadPrefix());
    }

    @Test
    void tcpFlagsAreTheLowerEight() {
        String tcp = String.format(TCP_FIXED, 5).replace("5018", "5fff");

        PacketSample sample = decode(LinkType.RAW_IP, ipv4(6, tcp));

        assertEquals(0xff, sample.getTcpFlags());
        assertEquals(20, sample.getTcpDataOffset());
        assertEquals(0x55667788, sample.getTcpAcknowledgementNumber());
        assertEquals(7, sample.getTcpUrgentPointer());
    }

    @Test
    void anImpossibleDataOffsetHidesNoFieldAndLeadsToNoPayload() {
        String tcp = String.format(TCP_FIXED, 3) + "cafe";

        PacketSample sample = decode(LinkType.RAW_IP, ipv4(6, tcp));

        assertEquals(12, sample.getTcpDataOffset());
        assertEquals(0x18, sample.getTcpFlags());
        assertEquals("", sample.getTcpOptions());
        assertEquals(ByteString.EMPTY, sample.getPayloadPrefix());
    }

    @ParameterizedTest
    @CsvSource({
        // captured, port, flags, checksum, mss, kinds, timestamp
        "23, 0, 0, 0, 0, '', 0",
        "24, 51000, 0, 0, 0, '', 0",
        "35, 51000, 0, 0, 0, '', 0",
        "36, 51000, 2, 0, 0, '', 0",
        "38, 51000, 2, 48879, 0, '', 0",
        "40, 51000, 2, 48879, 0, '', 0",
        "43, 51000, 2, 48879, 0, '2', 0",
        "44, 51000, 2, 48879, 1460, '2', 0",
        "52, 51000, 2, 48879, 1460, '2,4,8', 100",
        "60, 51000, 2, 48879, 1460, '2,4,8,1,3', 100",
    })
    void aCutTcpHeaderGivesWhatIsThere(
            int captured, int port, int flags, int checksum, int mss, String kinds, int timestamp) {
        PacketSample sample = decode(LinkType.RAW_IP, ipv4(6, SYN), captured);

        assertEquals(port, sample.getDestinationPort());
        assertEquals(flags, sample.getTcpFlags());
        assertEquals(checksum, sample.getTcpChecksum());
        assertEquals(mss, sample.getTcpMss());
        assertEquals(kinds, sample.getTcpOptions());
        assertEquals(timestamp, sample.getTcpTimestampValue());
        assertEquals(60, sample.getBytes());
    }

    @ParameterizedTest
    @CsvSource({
        // length field, payload length, bytes of the prefix
        "000c, 4, 4",
        "000a, 2, 2",
        "0008, 0, 0",
        "0007, 0, 0",
        "0000, 4, 4",
        "ffff, 65527, 4"
    })
    void udpLengths(String field, int payloadLength, int prefix) {
        PacketSample sample = decode(LinkType.RAW_IP, ipv4(17, UDP.replaceFirst("000c", field)));

        assertEquals(payloadLength, sample.getUdpPayloadLength());
        assertEquals(prefix, sample.getPayloadPrefix().size());
    }

    @ParameterizedTest
    @CsvSource({
        // protocol, transport, source port, bytes of the payload
        "136, 00350036 0008 1234 cafe, 53, 2",
        "132, 00350036 00000001 00000002 0003 0014, 53, 4",
        "33, 00350036 04 00 0000 01000001 00000000 cafe, 53, 2",
        "33, 00350036 01 00 0000 01000001 00000000 cafe, 53, 0",
        "50, 00350036 00000001, 0, 8",
        "2, 11640000 00000000, 0, 8",
        "51, 1101 0000 00000001 00000002 0035 d431 000c abcd 01020304, 53, 4",
    })
    void otherTransports(int protocol, String transport, int port, int payload) {
        PacketSample sample = decode(LinkType.RAW_IP, ipv4(protocol, transport));

        assertEquals(protocol, sample.getIpProtocol());
        assertEquals(port, sample.getSourcePort());
        assertEquals(payload, sample.getPayloadPrefix().size());
    }

    @Test
    void icmp() {
        // Port unreachable, with the packet that it is about.
        PacketSample sample =
                decode(LinkType.RAW_IP, ipv4(1, "03 03 abcd 00000000" + ipv4(17, UDP)));

        assertEquals(3, sample.getIcmpType());
        assertEquals(3, sample.getIcmpCode());
        assertEquals(0xabcd, sample.getIcmpChecksum());
        assertEquals(0, sample.getSourcePort(), "that is the inner packet's");
        assertEquals(ByteString.copyFrom(bytes(ipv4(17, UDP))), sample.getPayloadPrefix());
    }

    @ParameterizedTest
    @CsvSource({
        // header, version, ethertype, header length, checksum, key, sequence
        "0000 0800, 0, 0x0800, 4, 0, 0, 0",
        "2000 6558 00000007, 0, 0x6558, 8, 0, 7, 0",
        "b000 86dd 1234 0000 00000007 00000009, 0, 0x86dd, 16, 0x1234, 7, 9",
        "1000 0800 00000009, 0, 0x0800, 8, 0, 0, 9",
        "4000 0800 0000 0000 0800 0004 0a000001 00000000, 0, 0x0800, 20, 0, 0, 0",
        "3081 880b 0010 0007 00000001 00000002, 1, 0x880b, 16, 0, 0x100007, 1",
        "2001 880b 0000 0007, 1, 0x880b, 8, 0, 7, 0",
    })
    void gre(
            String header,
            int version,
            int ethertype,
            int headerLength,
            int checksum,
            int key,
            int seq) {
        PacketSample sample = decode(LinkType.RAW_IP, ipv4(47, header + "cafe"));

        assertEquals(version, sample.getGreVersion());
        assertEquals(ethertype, sample.getGreEthertype());
        assertEquals(headerLength, sample.getGreHeaderLength());
        assertEquals(checksum, sample.getGreChecksum());
        assertEquals(key, sample.getGreKey());
        assertEquals(seq, sample.getGreSequenceNumber());
        assertEquals(ByteString.copyFrom(bytes("cafe")), sample.getPayloadPrefix());
    }

    @Test
    void nothingBehindTheIpHeaderGivesNoTransport() {
        for (int protocol = 0; protocol < 256; protocol++) {
            PacketSample sample = decode(LinkType.RAW_IP, ipv4(protocol, ""));

            assertEquals(protocol, sample.getIpProtocol());
            assertEquals(0, sample.getSourcePort());
            assertFalse(sample.getTcpSackPermitted());
        }
    }
}
