package io.networkanalytics.bench.storage;

import io.networkanalytics.bench.BenchTables;
import io.networkanalytics.bench.ResultFile;
import io.networkanalytics.bench.storage.QueryTimes.QueryTime;
import io.networkanalytics.bench.storage.TableSizes.TableSize;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Bytes a row, and times of the attack question. */
@Command(
        name = "storage",
        mixinStandardHelpOptions = true,
        description =
                "What samples, lower resolutions, rollups and aggregates of attacks take on disk,"
                        + " and how fast each answers what an attack's packets have in common.")
public final class StorageBench implements Callable<Integer> {

    static final List<String> TABLES =
            List.of(
                    "samples",
                    "samples_10",
                    "samples_1",
                    "rollup_1m",
                    "rollup_1h",
                    "rollup_1d",
                    "attack_aggregates");

    @Option(names = "--rows", description = "Of samples; default ${DEFAULT-VALUE}.")
    private long rows = 10_000_000;

    @Option(names = "--hours", description = "Of event time; default ${DEFAULT-VALUE}.")
    private int hours = 72;

    @Option(names = "--attacks", description = "Within that time; default ${DEFAULT-VALUE}.")
    private int attacks = 24;

    @Option(names = "--runs", description = "Of each query; default ${DEFAULT-VALUE}.")
    private int runs = 5;

    @Option(
            names = "--dir",
            description = "Keeps the tables in this folder, and takes what is there.")
    private Path dir;

    @Option(names = "--curve-rows", description = "For the curve; default ${DEFAULT-VALUE}.")
    private long curveRows = 2_000_000;

    @Option(
            names = "--steps",
            split = ",",
            description = "Of: ${COMPLETION-CANDIDATES}; default all. Sizes are always printed.")
    private Set<Step> steps = EnumSet.allOf(Step.class);

    @Option(
            names = "--questions",
            description = "Only those in whose name this expression is found.")
    private Pattern wanted = Pattern.compile("");

    /** What can be left out, where --dir has it already or nobody asks for it. */
    enum Step {
        RATES,
        LOAD,
        ROLLUPS,
        MERGE,
        CURVE,
        QUESTIONS
    }

    @Override
    public Integer call() throws Exception {
        Clock clock = Clock.systemUTC();
        // Whole days that are over, and younger than any retention.
        Instant start =
                clock.instant()
                        .truncatedTo(ChronoUnit.DAYS)
                        .minus(Duration.ofDays(hours / 24 + 1L));
        var traffic = new StoredTraffic(start, Duration.ofHours(hours), rows, attacks);
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("rows", Long.toString(rows));
        settings.put("hours", Integer.toString(hours));
        settings.put("attacks", Integer.toString(attacks));
        settings.put("blockRows", Integer.toString(TrafficLoad.BLOCK_ROWS));
        var result = new ResultFile("storage-" + rows, settings, clock);
        var report = new StorageReport(System.out);
        try (var server = new BenchServer(dir)) {
            BenchTables tables = server.tables();
            var sizes = new TableSizes(tables);
            if (steps.contains(Step.RATES)) {
                tables.requireRows("samples", 0);
                var rates = new ViewCost(server, traffic).measure(runs);
                report.rates(rates);
                result.with("insertRates", rates);
            }
            if (steps.contains(Step.LOAD)) {
                double rate = new TrafficLoad(traffic, server, System.out).write(rows);
                result.with("rowsLoadedPerSecond", rate);
            }
            tables.requireRows("samples", rows);
            complete(tables, sizes);
            Map<String, TableSize> all = new LinkedHashMap<>();
            for (String table : TABLES) {
                all.put(table, sizes.of(table));
            }
            result.with("tables", all.values());
            var columns = sizes.columns("samples");
            result.with("columns", columns);
            report.sizes(all, columns);
            if (steps.contains(Step.CURVE)) {
                var curve =
                        AttackCurve.measure(
                                tables, sizes, window(), all.get("samples").bytesPerRow());
                result.with("curve", curve);
                report.curve(curve);
            }
            report.shareGoal(all);
            if (steps.contains(Step.QUESTIONS)) {
                List<QueryTime> times = questions(server);
                result.with("queries", times);
                report.questions(times);
            }
        }
        System.out.println(result.write());
        return 0;
    }

    private void complete(BenchTables tables, TableSizes sizes) throws IOException {
        long start = System.nanoTime();
        if (steps.contains(Step.ROLLUPS)) {
            for (String rollup : List.of("rollup_1m", "rollup_1h", "rollup_1d")) {
                tables.empty(rollup);
            }
            MinuteRollup.fill(tables);
            SumCheck.require(tables);
            System.out.printf("rollups after %.0f s%n", (System.nanoTime() - start) / 1e9);
        }
        if (steps.contains(Step.MERGE)) {
            for (String table : TABLES) {
                sizes.merge(table);
            }
            System.out.printf("merged after %.0f s%n", (System.nanoTime() - start) / 1e9);
        }
    }

    /** Of the first samples, as many as the curve is made of. */
    private String window() {
        return String.format(
                Locale.ROOT,
                "observed_at <= (SELECT min(observed_at) + toIntervalSecond(%f *"
                        + " dateDiff('second', min(observed_at), max(observed_at))) FROM samples)",
                Math.min(1.01, (double) curveRows / rows));
    }

    private List<QueryTime> questions(BenchServer server) throws IOException {
        var times = new QueryTimes(server, runs);
        List<QueryTime> result = new ArrayList<>();
        for (var one : AttackQuestions.of(server.tables()).entrySet()) {
            if (wanted.matcher(one.getKey()).find()) {
                result.add(times.of(one.getKey(), one.getValue()));
            }
        }
        return result;
    }
}
