package io.networkanalytics.job.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.networkanalytics.job.TestSamples;
import io.networkanalytics.model.IpAddresses;
import io.networkanalytics.model.IpPrefix;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.rules.language.NumberRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class FingerprintSearchTest {

    private final Random random = new Random(5);

    @Test
    void aFixedPortIsFoundAndRandomOnesAreLeftOut() {
        Clause clause = search(packets(200, i -> flood(i).setSourcePort(4500)));

        assertEquals(List.of(new NumberRange(4500, 4500)), ranges(clause, Attribute.SOURCE_PORT));
        assertEquals(List.of(), ranges(clause, Attribute.DESTINATION_PORT));
        assertEquals(List.of(), clause.sources());
    }

    @Test
    void aFewLengthsAreASet() {
        int[] lengths = {60, 468, 1400};
        Clause clause = search(packets(200, i -> flood(i).setIpTotalLength(lengths[i % 3])));

        assertEquals(
                List.of(
                        new NumberRange(60, 60),
                        new NumberRange(468, 468),
                        new NumberRange(1400, 1400)),
                ranges(clause, Attribute.LENGTH));
    }

    @Test
    void manyNeighbouringValuesAreARange() {
        Clause clause = search(packets(300, i -> flood(i).setIpTtl(40 + i % 21)));
        assertEquals(List.of(new NumberRange(40, 60)), ranges(clause, Attribute.TTL));

        Clause few = search(packets(100, i -> flood(i).setIpTtl(40 + i % 21)));
        assertEquals(List.of(), ranges(few, Attribute.TTL), "too few to tell where it ends");

        Clause wide = search(packets(300, i -> flood(i).setIpTtl(40 + i % 100)));
        assertEquals(List.of(), ranges(wide, Attribute.TTL), "too wide to say anything");
    }

    @Test
    void aFewSourcesAreNamed() {
        Clause clause =
                search(
                        packets(
                                200,
                                i -> flood(i).setSourceAddress(TestSamples.v4(192, 0, 2, i % 5))));

        assertEquals(
                List.of("192.0.2.0", "192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4"),
                clause.sources().stream().map(Targets::text).toList());
        assertEquals(List.of(), ranges(clause, Attribute.SOURCE_ASN));
    }

    @Test
    void aFewNetworksOfSourcesAreNamed() {
        Clause v4 =
                search(
                        packets(
                                400,
                                i ->
                                        flood(i).setSourceAddress(
                                                        TestSamples.v4(192, 0, i % 3, i % 251))));
        assertEquals(
                List.of("192.0.0.0/24", "192.0.1.0/24", "192.0.2.0/24"),
                v4.sources().stream().map(Targets::text).toList());

        Clause v6 =
                search(
                        packets(
                                400,
                                i ->
                                        flood(i).setSourceAddress(
                                                        IpAddresses.of(
                                                                0x20010db8_00010000L | i, i))));
        assertEquals(List.of(IpPrefix.parse("2001:db8:1::/48")), v6.sources());
    }

    /** A record need not say where its packets came from. */
    @Test
    void anUnknownSourceIsNotNamed() {
        Clause clause = search(packets(200, i -> flood(i).setSourceAddress(ByteString.EMPTY)));

        assertEquals(List.of(), clause.sources());
    }

    @Test
    void theExcessTellsAFloodFromUsualPacketsOfTheSameKind() {
        List<WeightedDigest> flood = packets(500, i -> ack(i).setIpTotalLength(40));
        List<WeightedDigest> benign = packets(500, i -> ack(1000 + i));
        List<WeightedDigest> usual = packets(500, i -> ack(2000 + i));
        List<WeightedDigest> all = new ArrayList<>(flood);
        all.addAll(benign);

        Clause clause = FingerprintSearch.search(all, usual, false);

        assertEquals(List.of(new NumberRange(40, 40)), ranges(clause, Attribute.LENGTH));
        assertTrue(share(clause, flood) >= 0.97);
        assertTrue(share(clause, benign) <= 0.01);
    }

    @RepeatedTest(30)
    void nearlyAllOfItIsCovered(RepetitionInfo repetition) {
        RandomPackets packets = new RandomPackets(new Random(repetition.getCurrentRepetition()));
        List<WeightedDigest> some = new ArrayList<>();
        for (int i = 20 + random.nextInt(400); i > 0; i--) {
            PacketDigest digest = PacketDigest.of(packets.next());
            some.add(new WeightedDigest(digest, digest.packets() + random.nextInt(50)));
        }
        for (boolean byBits : new boolean[] {false, true}) {
            Clause clause = FingerprintSearch.search(some, List.of(), byBits);
            double all = 0;
            double covered = 0;
            for (WeightedDigest d : some) {
                double weight = byBits ? d.bits() : d.packets();
                all += weight;
                covered += clause.matches(d.digest()) ? weight : 0;
            }
            assertTrue(covered >= 0.97 * all, covered + " of " + all + " by " + clause);
            assertNamesWhatIsThere(clause);
        }
    }

    @Test
    void whatAttributesLeaveOutTogetherIsBounded() {
        List<WeightedDigest> packets =
                packets(
                        1000,
                        i ->
                                flood(i).setSourcePort(i < 14 ? 1024 + i : 4500)
                                        .setDestinationPort(i / 14 == 1 ? 1024 + i : 99)
                                        .setIpTotalLength(i / 14 == 2 ? 100 + i : 60));
        Clause clause = search(packets);

        assertEquals(List.of(new NumberRange(4500, 4500)), ranges(clause, Attribute.SOURCE_PORT));
        assertEquals(List.of(new NumberRange(99, 99)), ranges(clause, Attribute.DESTINATION_PORT));
        assertTrue(share(clause, packets) >= 0.97, clause::toString);
    }

    @Test
    void whatPacketsLackIsNotNamed() {
        assertNamesWhatIsThere(search(packets(200, i -> Packets.ip(Packets.GRE, i))));
    }

    /** Of two values that are equally rare one is needed: always the same. */
    @Test
    void amongEqualValuesTheChoiceIsFixed() {
        List<WeightedDigest> packets = packets(679, i -> flood(i).setIpTotalLength(2001 + i % 7));
        packets.addAll(packets(10, i -> flood(1000 + i).setIpTotalLength(100)));
        packets.addAll(packets(10, i -> flood(2000 + i).setIpTotalLength(100 + 1024)));
        Clause clause = search(packets);
        assertEquals(8, ranges(clause, Attribute.LENGTH).size());

        Collections.reverse(packets);
        assertEquals(clause, search(packets));
    }

    @RepeatedTest(20)
    void theOrderOfPacketsDoesNotMatter(RepetitionInfo repetition) {
        Random order = new Random(repetition.getCurrentRepetition());
        RandomPackets packets = new RandomPackets(order);
        List<WeightedDigest> some = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            some.add(new WeightedDigest(PacketDigest.of(packets.next()), 10));
        }
        // All values come equally often, so that nothing but a rule for ties can tell them apart.
        some.addAll(
                packets(192, i -> flood(i).setIpTotalLength(100 + i % 16).setSourcePort(i % 5)));
        Clause clause = FingerprintSearch.search(some, List.of(), false);

        for (int i = 0; i < 5; i++) {
            Collections.shuffle(some, order);
            assertEquals(clause, FingerprintSearch.search(some, List.of(), false));
        }
    }

    /** A UDP packet with nothing in common with others but its length, TTL and payload. */
    private PacketSample.Builder flood(int i) {
        return Packets.udp(i, 1024 + random.nextInt(60_000), "")
                .setDestinationPort(1024 + random.nextInt(60_000))
                .setSourceAddress(Packets.source(i));
    }

    private PacketSample.Builder ack(int i) {
        return Packets.tcp(i, 0x10)
                .setSourcePort(1024 + random.nextInt(60_000))
                .setIpTotalLength(52 + random.nextInt(1448))
                .setIpTtl(30 + random.nextInt(200))
                .setSourceAddress(Packets.source(i));
    }

    private static List<WeightedDigest> packets(
            int count, IntFunction<PacketSample.Builder> packet) {
        List<WeightedDigest> packets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            packets.add(Packets.weighted(packet.apply(i)));
        }
        return packets;
    }

    private static Clause search(List<WeightedDigest> packets) {
        return FingerprintSearch.search(packets, List.of(), false);
    }

    private static List<NumberRange> ranges(Clause clause, Attribute attribute) {
        return clause.constraints().stream()
                .filter(c -> c.attribute() == attribute)
                .flatMap(c -> c.ranges().stream())
                .toList();
    }

    private static void assertNamesWhatIsThere(Clause clause) {
        for (Constraint constraint : clause.constraints()) {
            assertTrue(constraint.ranges().get(0).first() >= 0, constraint::toString);
        }
    }

    private static double share(Clause clause, List<WeightedDigest> packets) {
        return (double) packets.stream().filter(d -> clause.matches(d.digest())).count()
                / packets.size();
    }
}
