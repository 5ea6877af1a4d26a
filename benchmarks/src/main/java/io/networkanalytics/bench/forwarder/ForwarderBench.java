package io.networkanalytics.bench.forwarder;

import io.networkanalytics.bench.Comparison;
import io.networkanalytics.bench.Measurement;
import io.networkanalytics.bench.Report;
import io.networkanalytics.bench.forwarder.CollectorRun.Outcome;
import io.networkanalytics.model.Topics;
import io.networkanalytics.stack.Component;
import io.networkanalytics.stack.KafkaTopics;
import io.networkanalytics.stack.LocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Datagrams a second of one core. */
@Command(
        name = "forwarder",
        mixinStandardHelpOptions = true,
        description = {
            "sFlow and NetFlow 9 datagrams, decoded and in Kafka, against pmacct and nfdump.",
            "Each is sent more than it can take (pmacct: a rate that it delivers); counted is what",
            "it took, per second of its processor time until all of that is delivered."
        })
public final class ForwarderBench implements Callable<Integer> {

    private static final int PARTITIONS = 12;

    @Option(names = "--rounds", description = "Runs of each; default ${DEFAULT-VALUE}.")
    private int rounds = 5;

    @Option(names = "--seconds", description = "Of sending; default ${DEFAULT-VALUE}.")
    private int seconds = 5;

    @Option(names = "--warm-up", description = "Seconds; default ${DEFAULT-VALUE}.")
    private int warmUp = 8;

    @Option(names = "--protocol", split = ",", description = "Of ${COMPLETION-CANDIDATES}.")
    private List<Protocol> protocols = Arrays.asList(Protocol.values());

    @Option(names = "--only", split = ",", description = "Collectors: ${COMPLETION-CANDIDATES}.")
    private List<Collector> collectors = Arrays.asList(Collector.values());

    private final Map<Collector, List<Double>> processorTimes = new EnumMap<>(Collector.class);

    @Override
    public Integer call() throws Exception {
        Path dir = Files.createTempDirectory("bench-forwarder");
        try (LocalStack stack =
                LocalStack.builder(dir.resolve("stack")).components(Component.KAFKA).start()) {
            KafkaTopics.create(stack.kafkaBootstrap(), PARTITIONS);
            for (Protocol protocol : protocols) {
                compare(protocol, stack.kafkaBootstrap(), dir);
            }
        }
        return 0;
    }

    private void compare(Protocol protocol, String kafka, Path dir) throws Exception {
        List<byte[]> datagrams = protocol.datagrams();
        String name = "forwarder-" + protocol.name().toLowerCase(Locale.ROOT);
        var comparison = new Comparison(name, "datagrams/s", Collector.OURS.title());
        processorTimes.clear();
        double bytes = datagrams.stream().mapToInt(d -> d.length).average().orElse(0);
        System.out.printf("%s: %d datagrams of %.0f bytes%n", name, datagrams.size(), bytes);
        for (int round = 1; round <= rounds; round++) {
            for (Collector collector : collectors) {
                if (collector.receives(protocol)) {
                    Path files =
                            Files.createDirectories(dir.resolve(name + "-" + collector + round));
                    comparison.add(
                            collector.title(), run(collector, protocol, datagrams, kafka, files));
                }
            }
        }
        goals(protocol, comparison);
        var report = new Report(comparison, Clock.systemUTC());
        report.print(System.out);
        Map<String, String> settings = new TreeMap<>();
        settings.put("datagrams", Integer.toString(datagrams.size()));
        settings.put("bytes of a datagram", String.format(Locale.ROOT, "%.0f", bytes));
        settings.put("seconds", Integer.toString(seconds));
        processorTimes.forEach(
                (collector, times) ->
                        settings.put(
                                "processor seconds a million records: " + collector.title(),
                                times.stream()
                                        .sorted()
                                        .map(s -> String.format(Locale.ROOT, "%.2f", s))
                                        .collect(Collectors.joining(" "))));
        settings.put("rate", "datagrams taken while saturated, by seconds of processor time");
        System.out.println(report.write(settings));
    }

    private Measurement run(
            Collector collector,
            Protocol protocol,
            List<byte[]> datagrams,
            String kafka,
            Path files)
            throws IOException, InterruptedException {
        Duration warm = Duration.ofSeconds(collector == Collector.OURS ? warmUp : 1);
        long before = TopicEnds.sum(kafka, Topics.PACKET_SAMPLES, PARTITIONS);
        Outcome outcome =
                new CollectorRun(collector, protocol, datagrams, kafka)
                        .run(files, warm, Duration.ofSeconds(seconds));
        long records =
                collector == Collector.OURS
                        ? TopicEnds.sum(kafka, Topics.PACKET_SAMPLES, PARTITIONS) - before
                        : collector.delivered(files);
        ProcessTree.Cpu ofRecords =
                outcome.cpu().times((double) outcome.processed() / Math.max(1, records));
        processorTimes.computeIfAbsent(collector, c -> new ArrayList<>()).add(ofRecords.seconds());
        System.out.printf(
                Locale.ROOT,
                "%-20s %7.0f datagrams/s of a core; of time %7.0f, which is %3.0f %% of the sent ones;"
                        + " %s records delivered a datagram, a million for %.2f s of processor"
                        + " time (user %.2f, kernel %.2f); %4.0f MB%s%n",
                collector.title(),
                outcome.perCoreSecond(),
                outcome.perSecond(),
                100 * outcome.taken(),
                records < 0
                        ? "?"
                        : String.format(
                                Locale.ROOT, "%.2f", (double) records / outcome.processed()),
                ofRecords.seconds(),
                ofRecords.user(),
                ofRecords.system(),
                outcome.peakResidentBytes() / 1e6,
                outcome.allocatedPerDatagram() == 0
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "; %.0f bytes allocated a datagram",
                                outcome.allocatedPerDatagram()));
        return new Measurement(outcome.perCoreSecond(), outcome.peakResidentBytes());
    }

    private void goals(Protocol protocol, Comparison comparison) {
        Map<Collector, Double> goals =
                Map.of(
                        Collector.PMACCT_KAFKA, 2.0,
                        Collector.PMACCT_FILE, 2.0,
                        Collector.NFCAPD, 1.0);
        for (Collector collector : collectors) {
            if (collectors.contains(Collector.OURS)
                    && goals.containsKey(collector)
                    && collector.receives(protocol)) {
                comparison.goal(collector.title(), goals.get(collector));
            }
        }
    }
}
