package io.networkanalytics.job.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.IpPrefix;
import io.networkanalytics.rules.CompiledExpression;
import io.networkanalytics.rules.RuleExpression;
import io.networkanalytics.rules.language.NumberRange;
import io.networkanalytics.rules.language.Parser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FingerprintTest {

    private static final IpPrefix TARGET = IpPrefix.parse("203.0.113.9");

    private final VectorTable table = VectorTable.standard();

    private record Packet(AnnotatedSample sample, PacketDigest digest, int vector) {}

    @Test
    void whatMatchesAndWhatTheExpressionSaysIsTheSame() throws Exception {
        Random random = new Random(20);
        RandomPackets packets = new RandomPackets(random);
        RandomFingerprints fingerprints = new RandomFingerprints(random, table);
        int matching = 0;
        int companions = 0;
        for (int round = 0; round < 1000; round++) {
            List<Packet> some = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                AnnotatedSample sample = packets.next();
                some.add(new Packet(sample, PacketDigest.of(sample), table.classify(sample)));
            }
            Fingerprint fingerprint =
                    fingerprints.of(
                            some.stream().map(Packet::digest).toList(), some.get(0).vector());
            String text = fingerprint.expression(table);
            CompiledExpression expression = RuleExpression.compile(text);
            for (Packet packet : some) {
                boolean matches = fingerprint.matches(packet.digest(), packet.vector());
                boolean said = expression.matches(packet.sample());
                if (matches || isOfAttack(fingerprint, packet.vector())) {
                    assertEquals(matches, said, () -> text + "\n" + packet);
                }
                matching += matches ? 1 : 0;
                companions += matches && !fingerprint.isOf(packet.vector()) ? 1 : 0;
            }
        }

        assertTrue(matching > 1000, "only " + matching + " matched");
        assertTrue(companions > 30, "only " + companions + " companions matched");
    }

    /** What pads a frame is no payload to some and bytes of the header to others. */
    @Test
    void thePayloadIsReadAsRulesReadIt() throws Exception {
        Fingerprint zeros = fingerprint(Vector.UDP_FLOOD, clause(Attribute.PAYLOAD, 0));
        CompiledExpression expression = RuleExpression.compile(zeros.expression(table));
        var padded = Packets.udp(1, 9, "00").setHeaderBytes(Packets.bytes("00".repeat(46)));
        var cut = Packets.udp(1, 9, "00000000").setHeaderBytes(Packets.bytes("00".repeat(30)));

        for (var sample : List.of(padded, cut)) {
            assertEquals(
                    expression.matches(Packets.annotated(sample)),
                    zeros.matches(Packets.digest(sample), Vector.UDP_FLOOD));
        }
    }

    private static boolean isOfAttack(Fingerprint fingerprint, int vector) {
        boolean companion = vector == Vector.FRAGMENT_FLOOD || vector == Vector.ICMP_FLOOD;
        return fingerprint.isOf(vector) || (companion && fingerprint.bringsAlong(1L << vector));
    }

    @Test
    void theLongestExpressionCompiles() throws Exception {
        List<PacketDigest> packets =
                List.of(PacketDigest.of(new RandomPackets(new Random(1)).next()));
        RandomFingerprints fingerprints = new RandomFingerprints(new Random(1), table);
        for (Vector vector : table.vectors()) {
            String text = fingerprints.longest(packets, vector).expression(table);
            assertTrue(text.length() <= Parser.MAX_LENGTH, () -> text.length() + " of " + vector);
            RuleExpression.compile(text);
        }
    }

    @Test
    void fixedValuesOfOneClause() {
        Fingerprint udp =
                fingerprint(
                        Vector.UDP_FLOOD,
                        clause(Attribute.SOURCE_PORT, 4500, Attribute.LENGTH, 232));
        Fingerprint tcp =
                fingerprint(
                        Vector.ACK_FLOOD,
                        clause(Attribute.SOURCE_PORT, 80, Attribute.SOURCE_COUNTRY, 'D' << 8 | 'E'),
                        Clause.ANY);

        assertEquals(Map.of("udp.srcport", "4500", "ip.len", "232"), udp.fixedValues());
        assertEquals(Map.of(), tcp.fixedValues(), "not of all its packets");
        assertEquals(
                Map.of("tcp.srcport", "80", "ip.src.country", "DE"),
                tcp.withClauses(tcp.clauses().subList(0, 1)).fixedValues());
    }

    @Test
    void fixedValuesOfSeveralClausesAreTheirCommonOnes() {
        Fingerprint both =
                fingerprint(
                        Vector.UDP_FLOOD,
                        clause(Attribute.SOURCE_PORT, 4500, Attribute.LENGTH, 232),
                        clause(Attribute.SOURCE_PORT, 4500, Attribute.LENGTH, 60));
        Clause range =
                new Clause(
                        List.of(new Constraint(Attribute.LENGTH, List.of(new NumberRange(60, 62)))),
                        List.of());

        assertEquals(Map.of("udp.srcport", "4500"), both.fixedValues());
        assertEquals(Map.of(), fingerprint(Vector.UDP_FLOOD, range).fixedValues());
    }

    @Test
    void whatIsSaidOfTheVectorIsNotSaidAgain() {
        Fingerprint dns =
                new Fingerprint(
                        IpPrefix.parse("203.0.113.0/24"),
                        1L << 20,
                        List.of(clause(Attribute.SOURCE_PORT, 53, Attribute.LENGTH, 1400)),
                        true,
                        53);

        assertEquals(
                "ip.dst in {203.0.113.0/24} and (((udp.srcport eq 53 and not"
                        + " bit_slice(udp,80,81) eq 0) and ip.len eq 1400)"
                        + " or (udp and ip.frag_offset ge 1)"
                        + " or (icmp and bit_slice(icmp, 64, 72) eq 0x45 and bit_slice(icmp, 136,"
                        + " 144) eq 17 and bit_slice(icmp, 240, 256) eq 53))",
                dns.expression(table));
    }

    @Test
    void tooManyClausesAreNone() {
        Fingerprint four = fingerprint(Vector.UDP_FLOOD, clause(Attribute.LENGTH, 1));
        for (int i = 2; i <= 4; i++) {
            four = four.plus(clause(Attribute.LENGTH, i));
        }

        assertEquals(4, four.clauses().size());
        assertEquals(List.of(Clause.ANY), four.plus(clause(Attribute.LENGTH, 5)).clauses());
        assertEquals(List.of(Clause.ANY), four.plus(Clause.ANY).clauses());
        assertTrue(four.widens(TARGET, Vector.UDP_FLOOD));
        assertFalse(four.widens(IpPrefix.parse("203.0.113.8"), Vector.UDP_FLOOD));
        assertFalse(four.widens(IpPrefix.parse("203.0.113.0/24"), Vector.UDP_FLOOD));
        assertFalse(four.widens(TARGET, Vector.ACK_FLOOD));
    }

    private static Fingerprint fingerprint(int vector, Clause... clauses) {
        return new Fingerprint(TARGET, 1L << vector, List.of(clauses), false, -1);
    }

    private static Clause clause(Attribute attribute, long value) {
        return new Clause(List.of(constraint(attribute, value)), List.of());
    }

    private static Clause clause(Attribute one, long value, Attribute other, long otherValue) {
        return new Clause(
                List.of(constraint(one, value), constraint(other, otherValue)), List.of());
    }

    private static Constraint constraint(Attribute attribute, long value) {
        return new Constraint(attribute, List.of(new NumberRange(value, value)));
    }
}
