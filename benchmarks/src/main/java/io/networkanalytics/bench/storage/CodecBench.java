package io.networkanalytics.bench.storage;

import io.networkanalytics.bench.ResultFile;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Codecs and sorting keys of {@code samples}. */
@Command(
        name = "storage-codecs",
        mixinStandardHelpOptions = true,
        description = "Each column of samples with each codec, and the table in other orders.")
public final class CodecBench implements Callable<Integer> {

    /** As many samples a second as bin/bench storage has with 10^8 rows. */
    private static final double SAMPLES_PER_SECOND = 1e8 / (72 * 3600);

    private static final int ATTACKS = 24;

    @Option(names = "--rows", description = "Of samples; default ${DEFAULT-VALUE}.")
    private long rows = 3_000_000;

    @Option(names = "--runs", description = "Of each query; default ${DEFAULT-VALUE}.")
    private int runs = 5;

    @Option(
            names = "--only",
            split = ",",
            description = "codecs or orders; default ${DEFAULT-VALUE}.")
    private List<String> only = List.of("codecs", "orders");

    @Option(
            names = "--dir",
            description = "Keeps the tables in this folder, and takes what is there.")
    private Path dir;

    @Override
    public Integer call() throws Exception {
        Clock clock = Clock.systemUTC();
        Instant start = clock.instant().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(1));
        Duration span = Duration.ofMillis(Math.round(1000 * rows / SAMPLES_PER_SECOND));
        var traffic = new StoredTraffic(start, span, rows, ATTACKS);
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("rows", Long.toString(rows));
        settings.put("seconds", Long.toString(span.toSeconds()));
        settings.put("attacks", Integer.toString(ATTACKS));
        var result = new ResultFile("storage-codecs", settings, clock);
        try (var server = new BenchServer(dir)) {
            if (server.tables().number("SELECT count() FROM samples") == 0) {
                for (String view : ViewCost.VIEWS) {
                    server.tables().execute("DROP VIEW " + view + " SYNC");
                }
                new TrafficLoad(traffic, server, System.out).write(rows);
            }
            server.tables().requireRows("samples", rows);
            var staged = new StagedSamples(server);
            if (only.contains("codecs")) {
                result.with("codecs", new CodecTrial(server, staged, runs).run(System.out));
            }
            if (only.contains("orders")) {
                result.with("orders", new OrderTrial(server, staged, runs).run(System.out));
            }
        }
        System.out.println(result.write());
        return 0;
    }
}
