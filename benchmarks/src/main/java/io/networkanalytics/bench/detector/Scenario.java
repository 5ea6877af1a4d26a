package io.networkanalytics.bench.detector;

import io.networkanalytics.job.attack.AttackSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Traffic with attacks of which everything is known. The same seed makes the same attack at every
 * sample interval, but for what the budget of samples cuts from it.
 */
final class Scenario {

    /** 2026-01-14 00:00:00. */
    static final long START_SECOND = 1_768_348_800L;

    private static final int SECONDS_BEFORE = 30;

    /** More than the session gap, so that attacks end. */
    private static final int SECONDS_AFTER = 70;

    private final List<TruthAttack> attacks = new ArrayList<>();
    private final List<SampledStream> streams = new ArrayList<>();
    private final SplittableRandom seeded;
    private final Thresholds thresholds;
    private final int sampleInterval;
    private final int budgetSamples;

    private Scenario(long seed, Thresholds thresholds, int sampleInterval, int budgetSamples) {
        this.seeded = new SplittableRandom(seed);
        this.thresholds = thresholds;
        this.sampleInterval = sampleInterval;
        this.budgetSamples = budgetSamples;
    }

    /**
     * Makes a scenario: benign traffic to a target, and attacks on it.
     *
     * @param vectors one, or two that come at once
     * @param budgetSamples of an attack, about: 1,000 or more
     */
    static Scenario of(
            AttackForm form,
            List<AttackVector> vectors,
            long seed,
            Thresholds thresholds,
            int sampleInterval,
            int budgetSamples) {
        Scenario scenario = new Scenario(seed, thresholds, sampleInterval, budgetSamples);
        AttackTarget target = scenario.target(form);
        int second = SECONDS_BEFORE;
        int last = 0;
        for (AttackVector vector : vectors) {
            last = Math.max(last, scenario.attack(form, vector, target, second));
            second += scenario.seeded.nextInt(3);
        }
        scenario.attacks.replaceAll(attack -> attack.beside(List.copyOf(scenario.attacks)));
        scenario.benign(target, last + SECONDS_AFTER);
        return scenario;
    }

    /** Nothing yet, to be filled. */
    static Scenario empty(long seed, Thresholds thresholds, int sampleInterval, int budgetSamples) {
        return new Scenario(seed, thresholds, sampleInterval, budgetSamples);
    }

    /** Draws a target, one in six of IPv6. */
    AttackTarget target(AttackForm form) {
        boolean ipv6 = seeded.nextInt(6) == 0;
        return form == AttackForm.CARPET
                ? AttackTarget.prefix(seeded, ipv6)
                : AttackTarget.address(seeded, ipv6);
    }

    /**
     * Adds an attack.
     *
     * @param second in which it begins, counted from the start
     * @return its last second, counted from the start
     */
    int attack(AttackForm form, AttackVector vector, AttackTarget target, int second) {
        SplittableRandom own = seeded.split();
        PacketMaker maker = vector.maker(own, target.ipv6());
        Sources sources = vector.sources(own, target.ipv6());
        double meanBytes = maker.meanBytes(own.split());
        double threshold =
                thresholds.packetsPerSecond(vector.vector(), meanBytes)
                        * (form == AttackForm.CARPET ? AttackSettings.PREFIX_THRESHOLD_FACTOR : 1);
        RateShape shape = form.shape(own, threshold, (double) budgetSamples * sampleInterval);
        double enough =
                Math.max(2 * threshold, Math.min(30.0 * sampleInterval, shape.packetsPerSecond()));
        int first = shape.firstSecondOf(enough);
        int last = shape.lastSecond();
        attacks.add(
                new TruthAttack(
                        attacks.size() + 1,
                        form.vector(vector.vector()),
                        target.text(),
                        START_SECOND + second,
                        START_SECOND + second + first,
                        START_SECOND + second + last,
                        shape.packetsPerSecond(),
                        threshold,
                        shape.at(first) / sampleInterval,
                        shape.packetsPerSecond() * meanBytes * 8,
                        true));
        streams.add(
                new SampledStream(
                        attacks.size(),
                        maker,
                        sources,
                        target,
                        shape,
                        nanos(second),
                        sampleInterval,
                        own));
        return second + last;
    }

    /** Adds ordinary traffic to a target, from the start on: 60 to 600 packets a second. */
    void benign(AttackTarget target, int seconds) {
        SplittableRandom own = seeded.split();
        double rate = 60 * Math.exp(own.nextDouble() * Math.log(10));
        streams.add(
                new SampledStream(
                        0,
                        new BenignTraffic(target.ipv6()),
                        Sources.hosts(own, target.ipv6(), own.nextInt(30, 400)),
                        target,
                        RateShape.steady(rate, seconds),
                        nanos(0),
                        sampleInterval,
                        own));
    }

    private static long nanos(int second) {
        return (START_SECOND + second) * SampledStream.NANOS;
    }

    /** Its attacks, in the order of their numbers. */
    List<TruthAttack> attacks() {
        return attacks;
    }

    /** Its samples; can be had once. */
    GeneratedTraffic traffic() {
        return new GeneratedTraffic(streams, sampleInterval, START_SECOND * 1_000_000L);
    }
}
