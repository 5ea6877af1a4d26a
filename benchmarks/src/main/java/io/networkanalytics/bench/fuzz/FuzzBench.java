package io.networkanalytics.bench.fuzz;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The long form of the fuzz tests. */
@Command(
        name = "fuzz",
        mixinStandardHelpOptions = true,
        description = {
            "Feeds every decoder with inputs that Jazzer makes, and says what broke.",
            "What it finds goes to benchmarks/fuzz/seeds/TARGET once it is repaired."
        })
public final class FuzzBench implements Callable<Integer> {

    @Option(
            names = "--minutes",
            description = "In all, split over the targets; default ${DEFAULT-VALUE}.")
    private double minutes = 10;

    @Option(names = "--target", split = ",", description = "Of ${COMPLETION-CANDIDATES}.")
    private List<FuzzTarget> targets = Arrays.asList(FuzzTarget.values());

    @Override
    public Integer call() throws Exception {
        Duration each = Duration.ofMillis((long) (minutes * 60_000 / targets.size()));
        System.out.printf(
                "%-10s %8s %12s %10s %8s %9s%n",
                "target", "seconds", "executions", "edges", "corpus", "findings");
        int findings = 0;
        for (FuzzTarget target : targets) {
            Duration time = each.toSeconds() < 1 ? Duration.ofSeconds(1) : each;
            JazzerRun.Outcome outcome = new JazzerRun(target, target.workFolder()).run(time);
            System.out.printf(
                    Locale.ROOT,
                    "%-10s %8d %12d %10d %8d %9d%n",
                    target.title(),
                    time.toSeconds(),
                    outcome.executions(),
                    outcome.coverage(),
                    outcome.corpus(),
                    outcome.findings().size());
            for (Path finding : outcome.findings()) {
                System.out.println("  " + finding + " (log.txt in " + target.workFolder() + ")");
            }
            findings += outcome.findings().size();
        }
        return findings == 0 ? 0 : 1;
    }
}
