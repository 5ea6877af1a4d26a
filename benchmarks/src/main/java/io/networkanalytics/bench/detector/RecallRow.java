package io.networkanalytics.bench.detector;

import io.networkanalytics.model.attack.AttackEvent;
import java.util.List;
import java.util.Locale;

/** What is known of one kind of attack at one sample interval, over its seeds. */
final class RecallRow {

    private static final double GOAL = 0.99;

    private final String attack;
    private final int sampleInterval;
    private final boolean mustBeFound;
    private int attacks;
    private int foundOnce;
    private int foundOften;
    private int falseStarts;
    private int wrongVectors;
    private long samples;
    private double recalled;
    private long taggedSamples;
    private double rightly;
    private double longestDelay;

    RecallRow(String attack, int sampleInterval, boolean mustBeFound) {
        this.attack = attack;
        this.sampleInterval = sampleInterval;
        this.mustBeFound = mustBeFound;
    }

    /** As JSON has it: shares, seconds. */
    record Figures(
            String attack,
            int sampleInterval,
            boolean mustBeFound,
            int attacks,
            int foundOnce,
            int foundOften,
            int wrongVectors,
            int falseStarts,
            long samples,
            double recall,
            double precision,
            double longestDelaySeconds,
            boolean goalMissed) {}

    /** Adds an attack. */
    void add(TruthAttack truth, StartMatch match, DetectionScore score) {
        List<AttackEvent> starts = match.starts(truth);
        attacks++;
        foundOnce += starts.size() == 1 ? 1 : 0;
        foundOften += starts.size() > 1 ? 1 : 0;
        samples += score.arrived(truth.number());
        recalled += score.recall(truth, starts) * score.arrived(truth.number());
        if (!starts.isEmpty()) {
            longestDelay = Math.max(longestDelay, match.delaySeconds(truth));
        }
    }

    /** Adds what is told of a whole scenario, to one of its attacks. */
    void addScenario(StartMatch match, DetectionScore score) {
        falseStarts += match.falseStarts();
        wrongVectors += match.wrongVectors();
        taggedSamples += score.tagged();
        rightly += score.precision() * score.tagged();
    }

    Figures figures() {
        double recall = samples == 0 ? 1 : recalled / samples;
        double precision = taggedSamples == 0 ? 1 : rightly / taggedSamples;
        boolean missed = mustBeFound && (recall < GOAL || precision < GOAL);
        return new Figures(
                attack,
                sampleInterval,
                mustBeFound,
                attacks,
                foundOnce,
                foundOften,
                wrongVectors,
                falseStarts,
                samples,
                recall,
                precision,
                longestDelay,
                missed);
    }

    static String heading() {
        return String.format(
                Locale.ROOT,
                "%-44s %8s %4s %7s %5s %5s %5s %5s %9s %7s %9s %7s",
                "attack",
                "interval",
                "goal",
                "attacks",
                "once",
                "often",
                "wrong",
                "false",
                "samples",
                "recall",
                "precision",
                "delay s");
    }

    @Override
    public String toString() {
        Figures f = figures();
        return String.format(
                Locale.ROOT,
                "%-44s %8d %4s %7d %5d %5d %5d %5d %,9d %7.4f %9.4f %7.0f%s",
                f.attack,
                f.sampleInterval,
                f.mustBeFound ? "yes" : "-",
                f.attacks,
                f.foundOnce,
                f.foundOften,
                f.wrongVectors,
                f.falseStarts,
                f.samples,
                f.recall,
                f.precision,
                f.longestDelaySeconds,
                f.goalMissed ? "  MISSED" : "");
    }
}
