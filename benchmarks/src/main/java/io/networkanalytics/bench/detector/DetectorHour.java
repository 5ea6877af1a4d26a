package io.networkanalytics.bench.detector;

import io.networkanalytics.job.attack.AttackSettings;
import io.networkanalytics.job.attack.LocalDetection;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.attack.AttackEvent;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * An hour of benign traffic at ten times its rate: without attacks, and with some that are known.
 */
final class DetectorHour {

    private static final int COPIES = 10;
    private static final int ATTACK_BUDGET = 10_000;
    private static final int SECONDS_BETWEEN_ATTACKS = 100;

    private final BenignCapture benign;
    private final int seconds;
    private final PrintStream out;

    /** What was found in quiet traffic. */
    record Quiet(int sampleInterval, long samples, List<String> falseStarts) {}

    /** What became of a known attack; the delay is NaN if it was not found. */
    record Known(
            String vector,
            String target,
            double timesThreshold,
            double samplesPerSecond,
            boolean mustBeFound,
            int found,
            double delaySeconds,
            long missedSeconds) {

        boolean goalMissed() {
            return mustBeFound && !(found == 1 && delaySeconds <= 3 && missedSeconds == 0);
        }
    }

    DetectorHour(BenignCapture benign, int seconds, PrintStream out) {
        this.benign = benign;
        this.seconds = seconds;
        this.out = out;
    }

    /** Without an attack: whatever starts is false. */
    Quiet quiet(int sampleInterval) {
        DetectionScore score = new DetectionScore(List.of());
        LocalDetection detection =
                play(new BenignHour(benign, COPIES, seconds, sampleInterval), score, score);
        List<String> starts = new ArrayList<>();
        for (AttackEvent event : detection.events()) {
            if (event.kind() == AttackEvent.Kind.STARTED) {
                starts.add(event.vector() + " @ " + event.target());
            }
        }
        Quiet quiet = new Quiet(sampleInterval, score.arrived(0), starts);
        out.printf(
                Locale.ROOT,
                "%,d s of benign traffic at %d times its rate, 1 in %,d: %,d samples, %d false starts %s%n",
                seconds,
                COPIES,
                sampleInterval,
                quiet.samples,
                starts.size(),
                starts.stream().distinct().limit(5).toList());
        return quiet;
    }

    /** With attacks of every vector, one after the other. */
    List<Known> known(int sampleInterval) {
        Scenario scenario = Scenario.empty(3, Thresholds.standard(), sampleInterval, ATTACK_BUDGET);
        List<AttackVector> vectors = AttackVector.all();
        int at = SECONDS_BETWEEN_ATTACKS;
        for (int i = 0; at + SECONDS_BETWEEN_ATTACKS < seconds; i++) {
            scenario.attack(
                    AttackForm.STEADY,
                    vectors.get(i * 7 % vectors.size()),
                    scenario.target(AttackForm.STEADY),
                    at);
            at += SECONDS_BETWEEN_ATTACKS;
        }
        DetectionScore score = new DetectionScore(scenario.attacks());
        MissedSeconds missed = new MissedSeconds(score);
        LocalDetection detection =
                play(
                        new MergedTraffic(
                                new BenignHour(benign, COPIES, seconds, sampleInterval),
                                scenario.traffic()),
                        score,
                        missed);
        StartMatch match = new StartMatch(scenario.attacks(), detection.events());
        List<Known> all = new ArrayList<>();
        for (TruthAttack attack : scenario.attacks()) {
            all.add(
                    new Known(
                            attack.vector(),
                            attack.target(),
                            attack.timesThreshold(),
                            attack.samplesPerSecond(),
                            attack.mustBeFound(),
                            match.starts(attack).size(),
                            match.delaySeconds(attack),
                            missed.of(attack)));
        }
        print(all, sampleInterval, match);
        return all;
    }

    private static LocalDetection play(
            Iterator<LabelledSample> traffic,
            DetectionScore score,
            Consumer<AnnotatedSample> tagged) {
        LocalDetection detection = new LocalDetection(AttackSettings.DEFAULT);
        while (traffic.hasNext()) {
            LabelledSample sample = traffic.next();
            score.expect(sample);
            detection.add(sample.sample(), tagged);
        }
        detection.end(tagged);
        return detection;
    }

    private void print(List<Known> all, int sampleInterval, StartMatch match) {
        out.printf(
                Locale.ROOT,
                "%nknown attacks in it, 1 in %,d%n%-28s %11s %10s %5s %8s %9s%n",
                sampleInterval,
                "attack",
                "x threshold",
                "samples/s",
                "found",
                "delay s",
                "missed s");
        for (Known known : all) {
            out.printf(
                    Locale.ROOT,
                    "%-28s %11.1f %10.0f %5d %8.0f %9d%s%n",
                    known.vector,
                    known.timesThreshold,
                    known.samplesPerSecond,
                    known.found,
                    known.delaySeconds,
                    known.missedSeconds,
                    known.goalMissed() ? "  MISSED" : known.mustBeFound ? "" : "  (few samples)");
        }
        out.printf(
                Locale.ROOT,
                "%d attacks, %d found, %d missed seconds, %d other starts, %d with a wrong vector or"
                        + " target%n",
                all.size(),
                all.stream().filter(known -> known.found > 0).count(),
                all.stream().mapToLong(Known::missedSeconds).sum(),
                match.falseStarts(),
                match.wrongVectors());
    }
}
