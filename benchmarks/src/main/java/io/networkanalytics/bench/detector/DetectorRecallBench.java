package io.networkanalytics.bench.detector;

import io.networkanalytics.bench.ResultFile;
import io.networkanalytics.job.attack.AttackSettings;
import io.networkanalytics.job.attack.LocalDetection;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How much of made attacks of all kinds is found, at several sample intervals. */
@Command(
        name = "detector-recall",
        mixinStandardHelpOptions = true,
        description = {
            "Makes attacks of every kind with benign traffic to the same target, and prints how much"
                    + " of each is recognised, and how rightly.",
            "recall: samples of an attack, from its first second on, that carry the id of the attack"
                    + " event with its vector and target. precision: tagged samples that are an"
                    + " attack's. once, often: attacks that are found as one, or as several. wrong:"
                    + " events at its target with another vector. false: events elsewhere. goal: its"
                    + " rate is at least twice the threshold and at least 30 of its samples arrive in"
                    + " a second; then recall and precision should be 0.99.",
            "Exits with 1 if a goal is missed."
        })
public final class DetectorRecallBench implements Callable<Integer> {

    @Option(names = "--seeds", description = "Attacks of each kind; default ${DEFAULT-VALUE}.")
    private int seeds = 3;

    @Option(names = "--seed", description = "The first one; default ${DEFAULT-VALUE}.")
    private long firstSeed = 1;

    @Option(
            names = "--intervals",
            split = ",",
            description = "Packets that a sample stands for; default ${DEFAULT-VALUE}.")
    private List<Integer> intervals = List.of(1, 100, 1000, 10_000);

    @Option(
            names = "--budget",
            description =
                    "Samples of an attack, about; longer and stronger ones are cut, down to 5 seconds"
                            + " at twice the threshold. Default ${DEFAULT-VALUE}.")
    private int budget = 100_000;

    @Option(
            names = "--only",
            description = "Only kinds with this text in their names, in whatever case.")
    private String only = "";

    private final Map<String, RecallRow> rows = new LinkedHashMap<>();
    private long lost;

    @Override
    public Integer call() throws IOException {
        Thresholds thresholds = Thresholds.standard();
        System.out.println(RecallRow.heading());
        boolean missed = false;
        for (AttackKind kind : AttackKind.all()) {
            if (!kind.title().toLowerCase(Locale.ROOT).contains(only.toLowerCase(Locale.ROOT))) {
                continue;
            }
            for (int interval : intervals) {
                Map<String, RecallRow> some = new TreeMap<>();
                for (long seed = firstSeed; seed < firstSeed + seeds; seed++) {
                    run(some, kind, interval, seed, thresholds);
                }
                some.values().forEach(System.out::println);
                rows.putAll(some);
                missed |= some.values().stream().anyMatch(row -> row.figures().goalMissed());
            }
        }
        if (lost != 0) {
            System.err.println(lost + " samples were not handed back once each");
        }
        System.out.println(
                new ResultFile("detector-recall", settings(), Clock.systemUTC())
                        .with("attacks", rows.values().stream().map(RecallRow::figures).toList())
                        .with("lostSamples", lost)
                        .write());
        return missed || lost != 0 ? 1 : 0;
    }

    private void run(
            Map<String, RecallRow> some,
            AttackKind kind,
            int interval,
            long seed,
            Thresholds thresholds) {
        Scenario scenario = kind.scenario(seed, thresholds, interval, budget);
        DetectionScore score = new DetectionScore(scenario.attacks());
        LocalDetection detection = new LocalDetection(AttackSettings.DEFAULT);
        GeneratedTraffic traffic = scenario.traffic();
        while (traffic.hasNext()) {
            LabelledSample sample = traffic.next();
            score.expect(sample);
            detection.add(sample.sample(), score);
        }
        detection.end(score);
        lost += Math.abs(score.lost());
        StartMatch match = new StartMatch(scenario.attacks(), detection.events());
        for (TruthAttack attack : scenario.attacks()) {
            String title = kind.title();
            RecallRow row =
                    some.computeIfAbsent(
                            String.format(
                                    Locale.ROOT,
                                    "%s %06d %s",
                                    title,
                                    interval,
                                    !attack.mustBeFound()),
                            key -> new RecallRow(title, interval, attack.mustBeFound()));
            row.add(attack, match, score);
            if (attack.number() == 1) {
                row.addScenario(match, score);
            }
        }
    }

    private Map<String, String> settings() {
        return Map.of(
                "seeds", Integer.toString(seeds),
                "first seed", Long.toString(firstSeed),
                "intervals", intervals.toString(),
                "budget", Integer.toString(budget));
    }
}
