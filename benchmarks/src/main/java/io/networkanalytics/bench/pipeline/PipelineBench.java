package io.networkanalytics.bench.pipeline;

import io.networkanalytics.bench.Comparison;
import io.networkanalytics.bench.Measurement;
import io.networkanalytics.bench.ProcessTimes;
import io.networkanalytics.bench.Report;
import io.networkanalytics.sql.ClickHouse;
import io.networkanalytics.stack.ClickHouseLogin;
import io.networkanalytics.stack.ClickHouseRole;
import io.networkanalytics.stack.Component;
import io.networkanalytics.stack.Folders;
import io.networkanalytics.stack.LocalStack;
import io.networkanalytics.stack.StackServices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Samples a second from a filled topic to queryable rows. */
@Command(
        name = "pipeline",
        mixinStandardHelpOptions = true,
        description =
                "From Kafka to queryable, all stages on, against what is possible without Flink.")
public final class PipelineBench implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Option(names = "--samples", description = "In the topic; default ${DEFAULT-VALUE}.")
    private long samples = 3_000_000;

    @Option(names = "--rounds", description = "Runs of each; default ${DEFAULT-VALUE}.")
    private int rounds = 5;

    @Option(
            names = "--parallelism",
            description = "Of the job, and threads of the others; default ${DEFAULT-VALUE}.")
    private int parallelism = 2;

    private final Comparison speed = new Comparison("pipeline", "samples/s", "job, exactly once");
    private final Comparison perCore =
            new Comparison("pipeline-per-core", "samples/cpu-s", "job, exactly once");

    @Override
    public Integer call() throws Exception {
        Path root = Path.of(System.getProperty("repository.root", "."));
        Path dir = Files.createTempDirectory("bench-pipeline");
        try (LocalStack stack = LocalStack.builder(dir).clickHouseMemoryMegabytes(4096).start()) {
            StackServices.migrate(stack, line -> {});
            StackServices.createTopics(stack, line -> {});
            System.out.println("filling the topic with " + samples + " samples ...");
            new CaptureTraffic(root.resolve("demo/capture/demo.pcap"))
                    .fill(stack.kafkaBootstrap(), samples, Clock.systemUTC());
            ClickHouse server = server(stack);
            List<Contestant> contestants =
                    List.of(
                            new JobContestant(stack, parallelism),
                            new PlainContestant(stack, parallelism));
            for (int round = 1; round <= rounds; round++) {
                for (Contestant contestant : contestants) {
                    run(round, contestant, stack, server);
                }
            }
        } finally {
            Folders.delete(dir);
        }
        speed.goal("limit, no Flink", 0.4);
        Map<String, String> settings =
                Map.of(
                        "samples",
                        Long.toString(samples),
                        "parallelism",
                        Integer.toString(parallelism));
        for (Comparison comparison : List.of(speed, perCore)) {
            Report report = new Report(comparison, Clock.systemUTC());
            report.print(System.out);
            System.out.println(report.write(settings));
        }
        return 0;
    }

    private void run(int round, Contestant contestant, LocalStack stack, ClickHouse server)
            throws IOException, InterruptedException {
        for (String table : List.of("samples", "rollup_1m", "rollup_1h", "rollup_1d")) {
            server.execute("TRUNCATE TABLE " + table, Map.of("database", LocalStack.DATABASE));
        }
        long serversBefore = serversCpuNanos(stack);
        contestant.start();
        long ownBefore = contestant.cpuNanos();
        long start = System.nanoTime();
        try {
            awaitRows(server, contestant);
            long nanos = System.nanoTime() - start;
            long cpu = contestant.cpuNanos() - ownBefore + serversCpuNanos(stack) - serversBefore;
            speed.add(contestant.title(), new Measurement(samples * 1e9 / nanos, 0));
            perCore.add(contestant.title(), new Measurement(samples * 1e9 / cpu, 0));
            System.out.printf(
                    "round %d: %-26s %9.0f samples/s %9.0f samples/cpu-s%n",
                    round, contestant.title(), samples * 1e9 / nanos, samples * 1e9 / cpu);
        } finally {
            contestant.stop();
        }
    }

    private void awaitRows(ClickHouse server, Contestant contestant)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long rows = 0;
        while (rows < samples) {
            if (System.nanoTime() > deadline) {
                throw new IOException(
                        contestant.title()
                                + " stored "
                                + rows
                                + " of "
                                + samples
                                + " in "
                                + PATIENCE);
            }
            TimeUnit.MILLISECONDS.sleep(50);
            String count =
                    server.execute(
                            "SELECT count() FROM samples", Map.of("database", LocalStack.DATABASE));
            rows = Long.parseLong(count.strip());
        }
        if (rows > samples) {
            throw new IOException(
                    contestant.title() + " stored " + rows + " rows of " + samples + " samples");
        }
    }

    private static long serversCpuNanos(LocalStack stack) {
        return ProcessTimes.cpuNanos(stack.pid(Component.CLICKHOUSE, 1))
                + ProcessTimes.cpuNanos(stack.pid(Component.KAFKA, 1));
    }

    private static ClickHouse server(LocalStack stack) {
        ClickHouseLogin login = stack.clickHouseLogin(ClickHouseRole.MIGRATOR);
        return new ClickHouse(stack.clickHouseUrl(), login.user(), login.password());
    }
}
