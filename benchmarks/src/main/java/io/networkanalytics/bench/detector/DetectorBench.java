package io.networkanalytics.bench.detector;

import io.networkanalytics.bench.Comparison;
import io.networkanalytics.bench.Report;
import io.networkanalytics.bench.ResultFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How fast the detector is, what it needs, and what it says of an hour of traffic. */
@Command(
        name = "detector",
        mixinStandardHelpOptions = true,
        description = {
            "Samples a second through the detector on one thread: many targets, some of them attacked"
                    + " at once, against the same loop without it. Then an hour of benign traffic at"
                    + " ten times its rate: false starts, and detection seconds and missed seconds of"
                    + " known attacks.",
            "Exits with 1 if anything starts in benign traffic, or if an attack of twice its threshold"
                    + " and 30 samples a second is not found as one within 3 s, or has a second most"
                    + " of whose samples carry no id."
        })
public final class DetectorBench implements Callable<Integer> {

    @Option(names = "--rounds", description = "Default ${DEFAULT-VALUE}.")
    private int rounds = 5;

    @Option(names = "--targets", description = "With benign traffic; default ${DEFAULT-VALUE}.")
    private int targets = 10_000;

    @Option(names = "--attacks", description = "At once; default ${DEFAULT-VALUE}.")
    private int attacks = 100;

    @Option(
            names = "--sample-interval",
            description = "Of the traffic of many targets; default ${DEFAULT-VALUE}.")
    private int sampleInterval = 500;

    @Option(names = "--seconds", description = "Of the hour; default ${DEFAULT-VALUE}.")
    private int seconds = 3600;

    @Option(
            names = "--intervals",
            split = ",",
            description =
                    "Packets that a sample of the benign hour stands for; default ${DEFAULT-VALUE}.")
    private List<Integer> intervals = List.of(1, 10, 100, 1000, 10_000);

    @Option(
            names = "--demo",
            description = "The demo's capture; default demo/capture/demo.pcap of the checkout.")
    private Path demo =
            Path.of(System.getProperty("repository.root", "."), "demo", "capture", "demo.pcap");

    @Override
    public Integer call() throws IOException {
        speed();
        DetectorHour hour = new DetectorHour(BenignCapture.read(demo), seconds, System.out);
        List<DetectorHour.Quiet> quiet = new ArrayList<>();
        intervals.forEach(interval -> quiet.add(hour.quiet(interval)));
        List<DetectorHour.Known> known = hour.known(100);
        System.out.println(
                new ResultFile(
                                "detector-hour",
                                Map.of("seconds", Integer.toString(seconds)),
                                Clock.systemUTC())
                        .with("quiet", quiet)
                        .with("known", known)
                        .write());
        boolean missed =
                quiet.stream().anyMatch(q -> !q.falseStarts().isEmpty())
                        || known.stream().anyMatch(DetectorHour.Known::goalMissed);
        return missed ? 1 : 0;
    }

    private void speed() throws IOException {
        List<byte[]> samples = EncodedTraffic.encoded(targets, attacks, sampleInterval);
        DetectorSpeed speed = new DetectorSpeed(samples);
        Comparison comparison = speed.compare(rounds);
        Report report = new Report(comparison, Clock.systemUTC());
        report.print(System.out);
        String held = String.format(Locale.ROOT, "%.1f", speed.heldBytes() / 1e6);
        System.out.printf(
                Locale.ROOT,
                "%,d samples, %,d targets, %d attacks at once, %d found; the detector holds %s MB%n",
                samples.size(),
                targets,
                attacks,
                speed.attacks(),
                held);
        System.out.println(
                report.write(
                        Map.of(
                                "samples", Integer.toString(samples.size()),
                                "targets", Integer.toString(targets),
                                "attacks", Integer.toString(attacks),
                                "attacks found", Integer.toString(speed.attacks()),
                                "sample interval", Integer.toString(sampleInterval),
                                "megabytes held", held)));
    }
}
