package io.networkanalytics.bench.chaos;

import io.networkanalytics.bench.ResultFile;
import io.networkanalytics.stack.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bin/bench chaos}. */
@Command(
        name = "chaos",
        mixinStandardHelpOptions = true,
        description = {
            "A sender, forwarder, Kafka, the job and ClickHouse, and each of them is killed and stalled again and again;",
            "exit code 1 unless everything that was acknowledged to the sender is in every table exactly once."
        })
public final class ChaosBench implements Callable<Integer> {

    private static final Duration SHORT_LOAD = Duration.ofSeconds(50);

    @Option(names = "--minutes", description = "with faults; default ${DEFAULT-VALUE}.")
    private double minutes = 30;

    @Option(
            names = "--seed",
            description = "The same one makes the same plan of faults; default: by chance.")
    private Long seed;

    @Option(names = "--rate", description = "samples a second; default ${DEFAULT-VALUE}.")
    private int rate = ChaosOptions.DEFAULT_RATE;

    @Option(
            names = "--sabotage",
            description =
                    "A mistake in the sink: ${COMPLETION-CANDIDATES}; exit code 0 if the harness shows what it leads to.")
    private Sabotage sabotage;

    @Option(
            names = "--rewind",
            description =
                    "No faults: go back to an old savepoint together with the tables; exit code 0 if all is exact.")
    private boolean rewind;

    @Option(names = "--keep", description = "do not delete the servers' data and logs.")
    private boolean keep;

    @Override
    public Integer call() throws Exception {
        long chosen = seed != null ? seed : new SecureRandom().nextInt(1_000_000);
        Clock clock = Clock.systemUTC();
        Path dir = Files.createTempDirectory("bench-chaos");
        System.out.println("data and logs: " + dir);
        try {
            if (rewind) {
                return new RewindRun(shortLoad(chosen), clock, System.out::println).run(dir)
                        ? 0
                        : 1;
            }
            return sabotage == null ? chaos(chosen, clock, dir) : sabotage(chosen, clock, dir);
        } finally {
            if (!keep) {
                Folders.delete(dir);
            }
        }
    }

    private int sabotage(long chosen, Clock clock, Path dir) throws IOException {
        ChaosOptions options = ChaosOptions.brief(chosen, SHORT_LOAD, rate);
        boolean noticed = new SabotageRun(sabotage, options, clock, System.out::println).run(dir);
        System.out.println(sabotage + (noticed ? ": noticed." : ": NOT noticed."));
        return noticed ? 0 : 1;
    }

    private int chaos(long chosen, Clock clock, Path dir) throws IOException {
        ChaosOutcome outcome = new ChaosRun(options(chosen), clock, System.out::println).run(dir);
        System.out.println(outcome.report());
        System.out.println(
                new ResultFile(
                                "chaos-" + chosen,
                                Map.of(
                                        "minutes", Double.toString(minutes),
                                        "seed", Long.toString(chosen),
                                        "samplesPerSecond", Integer.toString(rate)),
                                clock)
                        .with("counts", outcome.counts())
                        .with("outcome", outcome)
                        .write());
        return outcome.exact() ? 0 : 1;
    }

    private ChaosOptions shortLoad(long chosen) {
        return ChaosOptions.brief(chosen, SHORT_LOAD, rate);
    }

    private ChaosOptions options(long chosen) {
        Duration load = Duration.ofMillis((long) (minutes * 60_000));
        return minutes < 10
                ? ChaosOptions.brief(chosen, load, rate)
                : ChaosOptions.full(chosen, load, rate);
    }
}
