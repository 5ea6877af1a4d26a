package io.networkanalytics.job.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.rules.RuleExpression;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VectorTableTest {

    /** Source port and name of every service that is known to amplify. */
    private static final Map<Integer, String> AMPLIFIERS =
            Map.ofEntries(
                    Map.entry(53, "DNS"),
                    Map.entry(123, "NTP"),
                    Map.entry(161, "SNMP"),
                    Map.entry(1900, "SSDP"),
                    Map.entry(19, "CharGEN"),
                    Map.entry(17, "QOTD"),
                    Map.entry(111, "portmap"),
                    Map.entry(137, "NetBIOS"),
                    Map.entry(11211, "memcached"),
                    Map.entry(389, "CLDAP"),
                    Map.entry(3702, "WS-Discovery"),
                    Map.entry(3283, "ARD"),
                    Map.entry(1434, "MSSQL"),
                    Map.entry(3389, "RDP"),
                    Map.entry(3478, "STUN"),
                    Map.entry(37810, "DHIP"),
                    Map.entry(47808, "BACnet"),
                    Map.entry(10001, "UBNT"),
                    Map.entry(27015, "SRCDS"),
                    Map.entry(500, "ISAKMP"),
                    Map.entry(5060, "SIP"),
                    Map.entry(5683, "CoAP"),
                    Map.entry(427, "SLP"),
                    Map.entry(1194, "OpenVPN"),
                    Map.entry(33848, "Jenkins"),
                    Map.entry(30718, "Lantronix"),
                    Map.entry(6881, "BitTorrent"),
                    Map.entry(5353, "mDNS"),
                    Map.entry(520, "RIP"),
                    Map.entry(69, "TFTP"),
                    Map.entry(27960, "Quake"));

    private final VectorTable table = VectorTable.standard();

    @Test
    void everyVectorIsSound() throws Exception {
        Set<Integer> ids = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (Vector vector : table.vectors()) {
            assertTrue(ids.add(vector.id()), () -> "id twice: " + vector);
            assertTrue(names.add(vector.name()), () -> "name twice: " + vector);
            assertTrue(vector.id() >= 1 && vector.id() <= 63, vector::toString);
            assertEquals(vector, table.of(vector.id()));
            RuleExpression.compile(vector.expression());
        }
    }

    @Test
    void everyServiceThatAmplifiesIsThere() {
        assertEquals(
                AMPLIFIERS.entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey, e -> e.getValue() + " amplification")),
                table.vectors().stream()
                        .filter(v -> v.amplifierPort() >= 0)
                        .collect(Collectors.toMap(Vector::amplifierPort, Vector::name)));
    }

    @Test
    void theIdsThatCodeAsksForAreTheRightOnes() {
        assertEquals("Fragment flood", table.of(Vector.FRAGMENT_FLOOD).name());
        assertEquals("UDP flood", table.of(Vector.UDP_FLOOD).name());
        assertEquals("ACK flood", table.of(Vector.ACK_FLOOD).name());
        assertEquals("TCP flood", table.of(Vector.TCP_FLOOD).name());
        assertEquals("ICMP flood", table.of(Vector.ICMP_FLOOD).name());
        assertEquals("IP flood", table.of(Vector.IP_FLOOD).name());
        assertEquals(
                Set.of(
                        "SYN flood",
                        "SYN-ACK reflection",
                        "RST flood",
                        "FIN flood",
                        "ACK flood",
                        "TCP flood"),
                table.vectors().stream()
                        .filter(Vector::isTcp)
                        .map(Vector::name)
                        .collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @CsvSource({
        "53, 12348180, DNS amplification",
        "53, 1234ff, DNS amplification",
        "53, 12340100, UDP flood",
        "53, 123400, UDP flood",
        "53, '', DNS amplification",
        "123, 24, UDP flood",
        "123, 23, UDP flood",
        "123, 16, NTP amplification",
        "123, d7, NTP amplification",
        "123, '', NTP amplification",
        "1900, 485454502f312e3120323030, SSDP amplification",
        "1900, 4e4f54494659, SSDP amplification",
        "1900, 4d2d534541524348, UDP flood",
        "389, 3084, CLDAP amplification",
        "389, 6084, UDP flood",
        "3478, 010100002112a442, STUN amplification",
        "3478, 0101000021000000, UDP flood",
        "47808, 810a, BACnet amplification",
        "47808, 800a, UDP flood",
        "27015, ffffffff49, SRCDS amplification",
        "27015, fffffffe49, UDP flood",
        "500, 11, ISAKMP amplification",
        "4500, 0000000011, ISAKMP amplification",
        "4500, 0000000111, UDP flood",
        "4500, '', UDP flood",
        "1194, 40, OpenVPN amplification",
        "1194, 30, UDP flood",
        "1194, 48, UDP flood",
        "443, 4300000001, UDP flood",
    })
    void whatUdpCarriesTellsAmplificationFromOtherTraffic(
            int sourcePort, String payload, String name) {
        assertEquals(name, nameOf(Packets.udp(1, sourcePort, payload)));
    }

    @Test
    void withoutSignatureThePortDecides() {
        Set<String> asked =
                Set.of("DNS", "NTP", "SSDP", "CLDAP", "STUN", "BACnet", "SRCDS", "OpenVPN");
        AMPLIFIERS.forEach(
                (port, name) -> {
                    if (!asked.contains(name)) {
                        assertEquals(name + " amplification", nameOf(Packets.udp(1, port, "0000")));
                    }
                });
    }

    @ParameterizedTest
    @CsvSource({
        "0x02, SYN flood",
        "0xc2, SYN flood",
        "0x12, SYN-ACK reflection",
        "0x10, ACK flood",
        "0x18, ACK flood",
        "0x04, RST flood",
        "0x14, RST flood",
        "0x01, FIN flood",
        "0x11, FIN flood",
        "0x29, TCP flood",
        "0x00, TCP flood",
        "0x03, TCP flood",
        "0x1b, TCP flood",
        "0x3f, TCP flood",
    })
    void flagsTellFloodsOfTcpApart(String flags, String name) {
        assertEquals(name, nameOf(Packets.tcp(1, Integer.decode(flags))));
    }

    /** A flow record has the flags of all its packets: those of a whole connection. */
    @Test
    void aFlowRecordOfAConnectionIsAcknowledgements() {
        PacketSample.Builder record =
                Packets.tcp(1, 0x1b).setTcpDataOffset(0).setIpHeaderLength(0).setIpTtl(0);

        assertEquals("ACK flood", nameOf(record));
        assertEquals("SYN flood", nameOf(record.setTcpFlags(0x02)));
    }

    @Test
    void otherProtocols() {
        assertEquals("ICMP flood", nameOf(Packets.ip(1, 1)));
        assertEquals("ICMP flood", nameOf(Packets.ip(58, 1)));
        assertEquals("GRE flood", nameOf(Packets.ip(47, 1)));
        assertEquals("ESP flood", nameOf(Packets.ip(50, 1)));
        assertEquals("IP flood", nameOf(Packets.ip(2, 1)));
        assertEquals("IP flood", nameOf(Packets.ip(0, 1)));
    }

    @Test
    void laterFragmentsAreOfNoProtocol() {
        for (int protocol : new int[] {1, 6, 17, 47}) {
            PacketSample.Builder later = Packets.ip(protocol, 1).setIpFragmentOffset(185);
            assertEquals("Fragment flood", nameOf(later));
        }
        assertEquals("UDP flood", nameOf(Packets.udp(1, 9, "").setIpMoreFragments(true)));
    }

    @Test
    void whatIsNotIpHasNoVector() {
        PacketSample.Builder arp =
                PacketSample.newBuilder()
                        .setEthertype(0x0806)
                        .setSourceAddress(ByteString.EMPTY)
                        .setPackets(1);

        assertEquals(0, table.classify(Packets.annotated(arp)));
    }

    @Test
    void anIdThatStandsTwiceIsRefused() {
        Vector one = new Vector(1, "a", "udp", 1, 1, -1);
        Vector two = new Vector(1, "b", "tcp", 1, 1, -1);

        IllegalArgumentException e =
                assertThrows(
                        IllegalArgumentException.class, () -> new VectorTable(List.of(one, two)));
        assertEquals("vector id 1 stands twice", e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> new Vector(64, "a", "udp", 1, 1, -1));
        assertThrows(IllegalArgumentException.class, () -> new Vector(2, "a", "udp", 0, 1, -1));
        assertThrows(
                IllegalArgumentException.class,
                () -> new VectorTable(List.of(new Vector(1, "a", "no such", 1, 1, -1))));
    }

    private String nameOf(PacketSample.Builder sample) {
        return table.of(table.classify(Packets.annotated(sample))).name();
    }
}
