package io.networkanalytics.bench.forwarder;

import io.networkanalytics.bench.Comparison;
import io.networkanalytics.bench.Report;
import io.networkanalytics.forwarder.ship.KafkaSettings;
import io.networkanalytics.stack.Component;
import io.networkanalytics.stack.KafkaTopics;
import io.networkanalytics.stack.LocalStack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What the settings of Kafka's client change: the grounds of the forwarder's defaults. */
@Command(
        name = "forwarder-kafka",
        mixinStandardHelpOptions = true,
        description = "Encoded samples into Kafka with several settings of the client, saturated.")
public final class ProducerBench implements Callable<Integer> {

    private static final int PARTITIONS = 12;
    private static final int SAMPLES = 10_000;
    private static final int COPIES = 20;

    @Option(names = "--rounds", description = "Runs of each; default ${DEFAULT-VALUE}.")
    private int rounds = 5;

    @Option(names = "--seconds", description = "Of a run; default ${DEFAULT-VALUE}.")
    private int seconds = 2;

    @Option(names = "--protocol", description = "Of ${COMPLETION-CANDIDATES}.")
    private Protocol protocol = Protocol.NETFLOW9;

    @Override
    public Integer call() throws Exception {
        Path dir = Files.createTempDirectory("bench-producer");
        try (LocalStack stack =
                LocalStack.builder(dir.resolve("stack")).components(Component.KAFKA).start()) {
            KafkaTopics.create(stack.kafkaBootstrap(), PARTITIONS);
            measure(stack.kafkaBootstrap());
        }
        return 0;
    }

    private void measure(String kafka) throws Exception {
        var keeping = new NowhereShipper(PARTITIONS, SAMPLES);
        DecodingStage.ship(protocol, protocol.datagrams(), keeping).turn();
        List<EncodedSample> samples = new VariedSamples(PARTITIONS).of(keeping.kept(), COPIES);
        KafkaSettings defaults = KafkaSettings.of(kafka);
        var comparison = new Comparison("forwarder-kafka", "samples/cpu-s", "defaults");
        var run = new StageRun(Duration.ofSeconds(seconds), comparison);
        List<KafkaWay> ways = new ArrayList<>();
        try {
            Map<String, KafkaWay> contestants = new LinkedHashMap<>();
            for (Map.Entry<String, KafkaSettings> choice : choices(defaults).entrySet()) {
                ways.add(new KafkaWay(choice.getValue()));
                contestants.put(choice.getKey(), ways.get(ways.size() - 1));
            }
            for (KafkaWay way : ways) {
                run.warm(Stage.ship(samples, way.shipper()), way::awaitAcknowledged);
            }
            for (int round = 1; round <= rounds; round++) {
                for (Map.Entry<String, KafkaWay> one : contestants.entrySet()) {
                    KafkaWay way = one.getValue();
                    run.run(
                            one.getKey(),
                            Stage.ship(samples, way.shipper()),
                            way::awaitAcknowledged);
                }
            }
        } finally {
            ways.forEach(KafkaWay::close);
        }
        var report = new Report(comparison, Clock.systemUTC());
        report.print(System.out);
        Map<String, String> settings = new TreeMap<>();
        settings.put("defaults", defaults.toString());
        run.addAllocated(settings);
        System.out.println(report.write(settings));
    }

    private static Map<String, KafkaSettings> choices(KafkaSettings defaults) {
        Map<String, KafkaSettings> choices = new LinkedHashMap<>();
        choices.put("defaults", defaults);
        for (String compression : List.of("none", "lz4", "zstd")) {
            choices.put(
                    "compression " + compression,
                    with(defaults, compression, defaults.lingerMillis(), defaults.batchBytes()));
        }
        for (int linger : new int[] {5, 20, 100}) {
            choices.put(
                    "linger " + linger + " ms",
                    with(defaults, defaults.compression(), linger, defaults.batchBytes()));
        }
        for (int kilobytes : new int[] {16, 64, 256, 1024}) {
            choices.put(
                    "batch " + kilobytes + " KiB",
                    with(
                            defaults,
                            defaults.compression(),
                            defaults.lingerMillis(),
                            kilobytes * 1024));
        }
        return choices;
    }

    private static KafkaSettings with(
            KafkaSettings defaults, String compression, int lingerMillis, int batchBytes) {
        return new KafkaSettings(
                defaults.bootstrapServers(),
                compression,
                lingerMillis,
                batchBytes,
                defaults.maxInFlightBytes(),
                defaults.properties());
    }
}
