package io.networkanalytics.bench.intake;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bin/bench intake-chaos}: the long form of the test of the same name. */
@Command(
        name = "intake-chaos",
        mixinStandardHelpOptions = true,
        description =
                "Hands in samples over gRPC while the forwarder is killed twice and Kafka once; exit code 1 unless"
                        + " each is in Kafka exactly once after the job's deduplication.")
public final class IntakeChaosBench implements Callable<Integer> {

    @Option(names = "--samples", defaultValue = "1000000", description = "default ${DEFAULT-VALUE}")
    private long samples;

    @Override
    public Integer call() throws Exception {
        Path dir = Files.createTempDirectory("intake-chaos");
        try (IntakeChaos chaos = new IntakeChaos(dir)) {
            long start = System.nanoTime();
            IntakeChaos.Outcome outcome = chaos.run(samples, Clock.systemUTC());
            System.out.println(outcome);
            System.out.printf(
                    "%s in %.1f s; data and logs: %s%n",
                    outcome.exact() ? "exact" : "NOT EXACT",
                    (System.nanoTime() - start) / 1e9,
                    dir);
            return outcome.exact() ? 0 : 1;
        }
    }
}
