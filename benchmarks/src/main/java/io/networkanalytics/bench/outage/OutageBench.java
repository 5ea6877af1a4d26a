package io.networkanalytics.bench.outage;

import io.networkanalytics.bench.ResultFile;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Kafka is killed under load, comes back, and everything arrives: what the spool holds meanwhile.
 */
@Command(
        name = "outage",
        mixinStandardHelpOptions = true,
        description = {
            "Kafka away under load: the spool grows, memory does not, and everything arrives in order;",
            "then again with a spool too small for it, for each policy, and with a disk too small for it (root):",
            "what was shed is counted exactly. Exit code 1 unless all of that holds."
        })
public final class OutageBench implements Callable<Integer> {

    /** About so much a sample on disk. */
    private static final int RECORD_BYTES = 240;

    private static final long NO_LIMIT = 1L << 40;

    /** A disk in memory shares the machine with everything else, so it is filled for so long. */
    private static final long MAX_DISK_OUTAGE_MILLIS = 60_000;

    @Option(names = "--minutes", description = "without Kafka; default ${DEFAULT-VALUE}.")
    private double minutes = 10;

    @Option(names = "--rate", description = "samples a second; default ${DEFAULT-VALUE}.")
    private int rate = 20_000;

    @Override
    public Integer call() throws Exception {
        List<OutageResult> results = new ArrayList<>();
        for (OutageForm form : forms()) {
            System.out.printf(
                    Locale.ROOT,
                    "%n%s: %d samples/s, Kafka away for %.1f minutes%n",
                    form.title(),
                    rate,
                    form.outageMillis() / 60_000.0);
            try (OutageRun run = new OutageRun(form, System.out::println)) {
                OutageResult result = run.run(rate);
                System.out.println(result.summary());
                results.add(result);
            }
        }
        Path file =
                new ResultFile(
                                "outage",
                                Map.of(
                                        "minutes", Double.toString(minutes),
                                        "samplesPerSecond", Integer.toString(rate)),
                                Clock.systemUTC())
                        .with("outages", results)
                        .write();
        System.out.println(file);
        return results.stream().allMatch(result -> result.exact() && result.flat()) ? 0 : 1;
    }

    private List<OutageForm> forms() {
        long outage = (long) (minutes * 60_000);
        List<OutageForm> forms = new ArrayList<>();
        forms.add(new OutageForm("everything fits", outage, "oldest", NO_LIMIT, 0));
        for (String keep : List.of("oldest", "newest")) {
            forms.add(new OutageForm("too small, keep " + keep, outage, keep, half(outage), 0));
        }
        if (MemoryDisk.possible()) {
            long brief = Math.min(outage, MAX_DISK_OUTAGE_MILLIS);
            for (String keep : List.of("oldest", "newest")) {
                forms.add(
                        new OutageForm(
                                "disk full, keep " + keep, brief, keep, NO_LIMIT, half(brief)));
            }
        } else {
            System.out.println("skipped: disk full (mounting a file system needs root)");
        }
        return forms;
    }

    /** Bytes for half of what comes. */
    private long half(long outageMillis) {
        return outageMillis * rate * RECORD_BYTES / 2000;
    }
}
