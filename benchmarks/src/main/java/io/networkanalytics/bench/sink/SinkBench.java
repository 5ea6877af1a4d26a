package io.networkanalytics.bench.sink;

import io.networkanalytics.bench.BenchTables;
import io.networkanalytics.bench.ChildJava;
import io.networkanalytics.bench.Comparison;
import io.networkanalytics.bench.Measurement;
import io.networkanalytics.bench.Report;
import io.networkanalytics.stack.ClickHouseLogin;
import io.networkanalytics.stack.ClickHouseRole;
import io.networkanalytics.stack.Component;
import io.networkanalytics.stack.LocalStack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Rows a second into {@code samples}, one subtask each. */
@Command(
        name = "sink",
        mixinStandardHelpOptions = true,
        description = "The exactly-once sink against JdbcSink, an AsyncSink and plain HTTP.")
public final class SinkBench implements Callable<Integer> {

    @Option(names = "--rounds", description = "Runs of each; default ${DEFAULT-VALUE}.")
    private int rounds = 5;

    @Option(names = "--only", split = ",", description = "Contestants: ${COMPLETION-CANDIDATES}.")
    private List<Contestant> contestants = Arrays.asList(Contestant.values());

    @Option(names = "--percent", description = "Of the rows; default ${DEFAULT-VALUE}.")
    private int percent = 100;

    @Option(
            names = "--java-option",
            description =
                    "For the measured processes, may be repeated, for a profiler for example.")
    private List<String> javaOptions = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        var comparison = new Comparison("sink", "rows/s", Contestant.EXACTLY_ONCE.title());
        Path dir = Files.createTempDirectory("bench-sink");
        try (LocalStack stack =
                LocalStack.builder(dir)
                        .components(Component.CLICKHOUSE)
                        .clickHouseMemoryMegabytes(4096)
                        .start()) {
            var tables = new BenchTables(stack);
            tables.migrate();
            for (int round = 1; round <= rounds; round++) {
                for (Contestant contestant : contestants) {
                    tables.empty("samples");
                    Measurement measurement = run(stack, contestant);
                    tables.requireRows("samples", rows(contestant));
                    comparison.add(contestant.title(), measurement);
                    System.out.printf(
                            "round %d: %-28s %9.0f rows/s%n",
                            round, contestant.title(), measurement.value());
                }
            }
        }
        goals(comparison);
        var report = new Report(comparison, Clock.systemUTC());
        report.print(System.out);
        Map<String, String> settings = new TreeMap<>();
        for (Contestant contestant : contestants) {
            settings.put("rows of " + contestant.title(), Integer.toString(rows(contestant)));
        }
        System.out.println(report.write(settings));
        return 0;
    }

    private void goals(Comparison comparison) {
        if (!contestants.contains(Contestant.EXACTLY_ONCE)) {
            return;
        }
        Map<Contestant, Double> goals =
                Map.of(Contestant.JDBC, 5.0, Contestant.ASYNC, 1.0, Contestant.HTTP, 0.6);
        for (Contestant contestant : contestants) {
            if (goals.containsKey(contestant)) {
                comparison.goal(contestant.title(), goals.get(contestant));
            }
        }
    }

    private int rows(Contestant contestant) {
        return contestant.rows() / 100 * percent;
    }

    private Measurement run(LocalStack stack, Contestant contestant) throws Exception {
        ClickHouseLogin login = stack.clickHouseLogin(ClickHouseRole.MIGRATOR);
        List<String> options = new ArrayList<>(List.of("-Xmx2g", "-XX:+UseG1GC"));
        options.addAll(javaOptions);
        String[] result =
                ChildJava.run(
                                SinkRun.class,
                                options,
                                Map.of(SinkRun.PASSWORD, login.password()),
                                contestant.name(),
                                Integer.toString(rows(contestant)),
                                stack.clickHouseUrl().toString(),
                                login.user())
                        .split(" ", 2);
        return new Measurement(Double.parseDouble(result[0]), Long.parseLong(result[1]));
    }
}
