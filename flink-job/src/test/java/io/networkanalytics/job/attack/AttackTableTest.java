package io.networkanalytics.job.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.networkanalytics.job.TestSamples;
import io.networkanalytics.model.Account;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.IpPrefix;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.rules.language.NumberRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class AttackTableTest {

    private final AttackTable table = new AttackTable();
    private final SampleTarget.Finder targets = new SampleTarget.Finder();
    private final VectorTable vectors = VectorTable.standard();

    @Test
    void spansThatFollowEachOtherAreOne() {
        List<AttackSpan> replaced = new ArrayList<>();

        table.add(span("a", 10, 10), replaced);
        table.add(span("a", 12, 12), replaced);
        assertEquals(List.of(), replaced);
        assertEquals(2, table.size());

        assertEquals(span("a", 10, 12), table.add(span("a", 11, 11), replaced));
        assertEquals(List.of(span("a", 10, 10), span("a", 12, 12)), replaced);
        assertEquals(1, table.size());
    }

    @Test
    void whatIsOfAnotherAttackOrFingerprintStaysApart() {
        table.add(span("a", 10, 10), new ArrayList<>());
        table.add(span("b", 11, 11), new ArrayList<>());
        table.add(
                new AttackSpan(0, "a", 11, 11, 10, dns("203.0.113.9", Clause.ANY, true)),
                new ArrayList<>());

        assertEquals(3, table.size());
    }

    @RepeatedTest(20)
    void theOrderOfSpansDoesNotMatter(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<AttackSpan> spans = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            int second = random.nextInt(20);
            spans.add(span(random.nextBoolean() ? "a" : "b", second, second + random.nextInt(3)));
        }
        AttackTable other = new AttackTable();
        spans.forEach(s -> table.add(s, new ArrayList<>()));
        Collections.shuffle(spans, random);
        spans.forEach(s -> other.add(s, new ArrayList<>()));

        assertEquals(table.size(), other.size());
        for (int second = -1; second < 24; second++) {
            assertEquals(attackOf(table, answer(), second), attackOf(other, answer(), second));
        }
    }

    @Test
    void aSampleIsOfTheAttackOfItsSecond() {
        table.add(span("a", 10, 12), new ArrayList<>());

        assertEquals("", attackOf(answer(), 9));
        assertEquals("a", attackOf(answer(), 10));
        assertEquals("a", attackOf(answer(), 12));
        assertEquals("", attackOf(answer(), 13));
        assertEquals("", attackOf(Packets.tcp(1, 2), 11), "another vector");
        assertEquals(
                "",
                attackOf(answer().setDestinationAddress(TestSamples.v4(203, 0, 113, 8)), 11),
                "another address");
        assertEquals(
                "",
                attackOf(answer().setDestinationAddress(TestSamples.v4(203, 0, 112, 9)), 11),
                "another prefix");
    }

    @Test
    void ofTwoAttacksOnOneTargetEachHasItsPackets() {
        table.add(span("dns", 10, 20), new ArrayList<>());
        Fingerprint syn =
                new Fingerprint(
                        IpPrefix.parse("203.0.113.9"), 1L << 3, List.of(Clause.ANY), false, -1);
        table.add(new AttackSpan(0, "syn", 12, 20, 12, syn), new ArrayList<>());

        assertEquals("dns", attackOf(answer(), 15));
        assertEquals("syn", attackOf(Packets.tcp(1, 2), 15));
        assertEquals("", attackOf(Packets.tcp(1, 2), 11));
    }

    @Test
    void ofTwoThatMatchTheEarlierOneHasIt() {
        Fingerprint prefix = dns("203.0.113.0/24", Clause.ANY, false);
        Fingerprint narrow =
                dns(
                        "203.0.113.9",
                        new Clause(
                                List.of(
                                        new Constraint(
                                                Attribute.LENGTH,
                                                List.of(new NumberRange(1400, 1400)))),
                                List.of()),
                        false);
        table.add(new AttackSpan(0, "prefix", 10, 20, 10, prefix), new ArrayList<>());
        table.add(new AttackSpan(0, "address", 5, 15, 5, narrow), new ArrayList<>());
        table.add(new AttackSpan(0, "0", 10, 20, 11, prefix), new ArrayList<>());

        assertEquals("address", attackOf(answer(), 12));
        assertEquals("prefix", attackOf(answer().setIpTotalLength(60), 12));
        assertEquals("prefix", attackOf(answer(), 18));
        assertEquals(
                "prefix",
                attackOf(answer().setDestinationAddress(TestSamples.v4(203, 0, 113, 8)), 12));
    }

    @Test
    void anotherAccountsAttackIsNotOnes() {
        table.add(
                new AttackSpan(7, "a", 10, 12, 10, dns("203.0.113.9", Clause.ANY, false)),
                new ArrayList<>());

        assertEquals("", attackOf(answer(), 11));
        AnnotatedSample own =
                Packets.annotated(answer(), Packets.SECOND, new Account(7, "", "", ""));
        assertEquals("a", table.attackOf(own, targets.of(own).orElseThrow(), 20, 11));
    }

    @Test
    void whatEndedLongAgoIsForgotten() {
        table.add(span("a", 10, 12), new ArrayList<>());
        table.add(span("a", 20, 22), new ArrayList<>());

        assertEquals(List.of(), table.forgetBefore(12));
        assertEquals(List.of(span("a", 10, 12)), table.forgetBefore(13));
        assertEquals("", attackOf(answer(), 11));
        assertEquals("a", attackOf(answer(), 21));
        assertEquals(1, table.forgetBefore(100).size());
        assertEquals(0, table.size());
    }

    private static PacketSample.Builder answer() {
        return Packets.dnsAnswer(1);
    }

    private String attackOf(PacketSample.Builder packet, long second) {
        return attackOf(table, packet, second);
    }

    private String attackOf(AttackTable of, PacketSample.Builder packet, long second) {
        AnnotatedSample sample = Packets.annotated(packet);
        return of.attackOf(
                sample, targets.of(sample).orElseThrow(), vectors.classify(sample), second);
    }

    private static AttackSpan span(String id, long from, long to) {
        return new AttackSpan(0, id, from, to, 10, dns("203.0.113.9", Clause.ANY, false));
    }

    static Fingerprint dns(String target, Clause clause, boolean fragments) {
        return new Fingerprint(IpPrefix.parse(target), 1L << 20, List.of(clause), fragments, 53);
    }
}
