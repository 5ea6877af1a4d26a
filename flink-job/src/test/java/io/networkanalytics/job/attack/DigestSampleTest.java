package io.networkanalytics.job.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class DigestSampleTest {

    private static final int MOST = 16;

    @RepeatedTest(50)
    void theSampleOfAUnionIsWhatOnePlaceWouldHave(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<PacketDigest> all = digests(random.nextInt(200), random.nextLong());
        int parts = 1 + random.nextInt(5);
        List<List<PacketDigest>> split = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            split.add(new ArrayList<>());
        }
        // Of a hot target one subtask may see nearly everything.
        int evenly = random.nextInt(2) == 0 ? 1 : 30;
        all.forEach(d -> split.get(random.nextInt(evenly) == 0 ? random.nextInt(parts) : 0).add(d));
        List<DigestSample> samples = new ArrayList<>();
        split.forEach(part -> samples.add(sample(part, MOST)));

        while (samples.size() > 1) {
            Collections.shuffle(samples, random);
            samples.add(samples.remove(0).plus(samples.remove(0), MOST));
        }

        assertEquals(sample(all, MOST), samples.get(0));
    }

    @Test
    void belowTheBoundNothingIsEstimated() {
        List<PacketDigest> all = digests(MOST, 3);
        DigestSample sample = sample(all, MOST);

        assertEquals(0, sample.threshold());
        assertEquals(MOST, sample.digests().size());
        for (WeightedDigest weighted : sample.weighted()) {
            assertEquals(weighted.digest().packets(), weighted.packets());
        }
        assertTrue(sample(digests(MOST + 1, 3), MOST).threshold() > 0);
    }

    /** A bias of 1/MOST, which the wrong threshold has, would be six standard errors. */
    @Test
    void sumsOfSubsetsAreUnbiased() {
        int seeds = 600;
        double[] oddPort = new double[seeds];
        double[] heavy = new double[seeds];
        double[] all = new double[seeds];
        for (int seed = 0; seed < seeds; seed++) {
            for (WeightedDigest d : sample(digests(100, seed), MOST).weighted()) {
                oddPort[seed] += d.digest().sourcePort() % 2 == 1 ? d.packets() : 0;
                heavy[seed] += d.digest().packets() >= 100 ? d.packets() : 0;
                all[seed] += d.packets();
            }
        }
        List<PacketDigest> truth = digests(100, 0);

        assertUnbiased(sum(truth.stream().filter(d -> d.sourcePort() % 2 == 1).toList()), oddPort);
        assertUnbiased(sum(truth.stream().filter(d -> d.packets() >= 100).toList()), heavy);
        assertUnbiased(sum(truth), all);
    }

    /** As the documentation of {@link AttackSettings} says. */
    @Test
    void aShareIsKnownWithinOneOverTheRootOfTheBound() {
        int bound = 64;
        int seeds = 300;
        double squares = 0;
        for (int seed = 0; seed < seeds; seed++) {
            double odd = 0;
            double all = 0;
            for (WeightedDigest d : sample(digests(1000, seed), bound).weighted()) {
                odd += d.digest().sourcePort() % 2 == 1 ? d.packets() : 0;
                all += d.packets();
            }
            List<PacketDigest> truth = digests(1000, seed);
            double share = sum(truth.stream().filter(d -> d.sourcePort() % 2 == 1).toList());
            squares += Math.pow(odd / all - share / sum(truth), 2);
        }
        double error = Math.sqrt(squares / seeds);

        assertTrue(error <= 1 / Math.sqrt(bound), "error " + error);
        assertTrue(error >= 0.1 / Math.sqrt(bound), "too good to be true: " + error);
    }

    /** Weights as they are among flow records: few are heavy. The seed changes identities alone. */
    private static List<PacketDigest> digests(int count, long seed) {
        List<PacketDigest> digests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            digests.add(
                    Packets.digest(
                            Packets.udp(i, 1000 + i, "")
                                    .setEpochMicros(seed)
                                    .setPackets(i % 10 == 0 ? 100 + i : 1 + i % 7)));
        }
        return digests;
    }

    private static DigestSample sample(List<PacketDigest> digests, int most) {
        List<PacketDigest> sorted = new ArrayList<>(digests);
        sorted.sort(DigestSample.BY_PRIORITY);
        return DigestSample.ofSorted(sorted, 0, most);
    }

    private static double sum(List<PacketDigest> digests) {
        return digests.stream().mapToLong(PacketDigest::packets).sum();
    }

    private static void assertUnbiased(double truth, double[] estimates) {
        double mean = 0;
        for (double estimate : estimates) {
            mean += estimate / estimates.length;
        }
        double variance = 0;
        for (double estimate : estimates) {
            variance += Math.pow(estimate - mean, 2) / (estimates.length - 1);
        }
        double error = Math.sqrt(variance / estimates.length);
        assertTrue(
                Math.abs(mean - truth) <= 3 * error,
                "mean " + mean + ", truth " + truth + ", standard error " + error);
    }
}
