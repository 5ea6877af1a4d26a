package io.networkanalytics.bench.intake;

import io.networkanalytics.bench.ResultFile;
import io.networkanalytics.stack.Folders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bin/bench intake-chaos}: the long form of the test of the same name. */
@Command(
        name = "intake-chaos",
        mixinStandardHelpOptions = true,
        description = {
            "Hands in samples over gRPC while the forwarder is killed twice and Kafka twice, without and with a spool;",
            "exit code 1 unless each is in ClickHouse exactly once."
        })
public final class IntakeChaosBench implements Callable<Integer> {

    @Option(names = "--samples", description = "of each form; default ${DEFAULT-VALUE}.")
    private long samples = 1_000_000;

    @Override
    public Integer call() throws Exception {
        Clock clock = Clock.systemUTC();
        Path dir = Files.createTempDirectory("bench-intake-chaos");
        List<IntakeOutcome> outcomes = new ArrayList<>();
        try (IntakeChaos chaos = new IntakeChaos(dir)) {
            for (boolean spool : List.of(false, true)) {
                IntakeOutcome outcome = chaos.run(samples, spool, clock);
                System.out.println(outcome.text());
                outcomes.add(outcome);
            }
        } finally {
            Folders.delete(dir);
        }
        System.out.println(
                new ResultFile("intake-chaos", Map.of("samples", Long.toString(samples)), clock)
                        .with("outcomes", outcomes)
                        .write());
        return outcomes.stream().allMatch(IntakeOutcome::exact) ? 0 : 1;
    }
}
