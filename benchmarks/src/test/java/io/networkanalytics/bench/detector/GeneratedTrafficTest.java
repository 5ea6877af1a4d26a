package io.networkanalytics.bench.detector;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.model.IpAddresses;
import io.networkanalytics.model.IpPrefix;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.codec.PacketSampleCodec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Made traffic is what its labels and rates say. */
class GeneratedTrafficTest {

    private static final int BUDGET = 20_000;
    private static final Thresholds THRESHOLDS = (vector, meanBytes) -> 1000;

    @Test
    void ratesAreWithinFourSigma() {
        for (int interval : new int[] {1, 100, 1000}) {
            RateShape shape = new RateShape(80.0 * interval, 60, 3, 17, 0);
            SampledStream stream =
                    new SampledStream(
                            1,
                            new BenignTraffic(false),
                            Sources.spoofed(new SplittableRandom(1), false),
                            AttackTarget.address(new SplittableRandom(2), false),
                            shape,
                            0,
                            interval,
                            new SplittableRandom(interval));
            int[] counts = new int[60];
            while (stream.nextNanos() != Long.MAX_VALUE) {
                counts[(int) (stream.nextNanos() / SampledStream.NANOS)]++;
                stream.next(PacketSample.newBuilder());
            }
            for (int second = 0; second < 60; second++) {
                double expected = second % 20 < 3 ? 80 : 0;
                assertEquals(expected, counts[second], 4 * Math.sqrt(expected), "s " + second);
            }
        }
    }

    @Test
    void attacksHaveTheRatesThatTheySay() {
        for (AttackKind kind : AttackKind.all()) {
            Scenario scenario = kind.scenario(1, THRESHOLDS, 100, BUDGET);
            Map<Integer, Double> expected = new HashMap<>();
            Map<Integer, Integer> counted = new HashMap<>();
            for (TruthAttack attack : scenario.attacks()) {
                expected.put(
                        attack.number(),
                        attack.packetsPerSecond()
                                / 100
                                * (attack.lastSecond() - attack.firstSecond() + 1));
            }
            GeneratedTraffic traffic = scenario.traffic();
            while (traffic.hasNext()) {
                counted.merge(traffic.next().truth(), 1, Integer::sum);
            }
            if (kind.form() == AttackForm.PULSE || kind.form() == AttackForm.RAMP) {
                continue;
            }
            expected.forEach(
                    (number, samples) ->
                            assertEquals(
                                    samples,
                                    counted.get(number),
                                    4 * Math.sqrt(samples),
                                    kind.title()));
        }
    }

    @Test
    void labelsAreRight() {
        for (AttackKind kind : AttackKind.all()) {
            Scenario scenario = kind.scenario(2, THRESHOLDS, 1000, BUDGET);
            List<TruthAttack> attacks = scenario.attacks();
            IpPrefix target = IpPrefix.parse(attacks.get(0).target());
            GeneratedTraffic traffic = scenario.traffic();
            long last = 0;
            long sequence = 0;
            int benign = 0;
            while (traffic.hasNext()) {
                LabelledSample labelled = traffic.next();
                PacketSample sample = labelled.sample().sample();
                assertDoesNotThrow(() -> PacketSampleCodec.check(sample));
                assertEquals(++sequence, sample.getSequence());
                assertEquals(1000, sample.getSampleInterval());
                assertEquals(sample.getIpTotalLength(), sample.getBytes());
                assertTrue(sample.getIpTtl() > 0, kind.title());
                assertTrue(labelled.sample().eventTimeNanos() >= last, "order of time");
                last = labelled.sample().eventTimeNanos();
                assertTrue(
                        target.contains(
                                IpAddresses.high(sample.getDestinationAddress()),
                                IpAddresses.low(sample.getDestinationAddress())),
                        kind.title());
                if (labelled.truth() == 0) {
                    benign++;
                } else {
                    TruthAttack attack = attacks.get(labelled.truth() - 1);
                    long second = last / SampledStream.NANOS;
                    assertTrue(
                            second >= attack.beginSecond() && second <= attack.lastSecond(),
                            kind.title());
                }
            }
            assertTrue(benign > 0, kind.title() + " without benign traffic");
        }
    }

    @Test
    void theSameSeedMakesTheSame() {
        AttackKind kind = AttackKind.all().get(0);
        GeneratedTraffic one = kind.scenario(7, THRESHOLDS, 100, BUDGET).traffic();
        GeneratedTraffic other = kind.scenario(7, THRESHOLDS, 100, BUDGET).traffic();
        while (one.hasNext()) {
            assertEquals(one.next(), other.next());
        }
        assertFalse(other.hasNext());
    }

    @Test
    void carpetBombingReachesEveryAddress() {
        AttackTarget target = AttackTarget.prefix(new SplittableRandom(3), false);
        SplittableRandom random = new SplittableRandom(4);
        long addresses = Stream.generate(() -> target.pick(random)).limit(5000).distinct().count();
        assertEquals(256, addresses);
        assertTrue(target.text().endsWith(".0/24"), target.text());
    }
}
