package io.networkanalytics.bench.forwarder;

import io.networkanalytics.bench.Comparison;
import io.networkanalytics.bench.Report;
import io.networkanalytics.forwarder.ship.KafkaSettings;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.stack.Component;
import io.networkanalytics.stack.KafkaTopics;
import io.networkanalytics.stack.LocalStack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Where a sample's processor time and memory go on its way through the forwarder. */
@Command(
        name = "forwarder-stages",
        mixinStandardHelpOptions = true,
        description = {
            "What each part of the forwarder's way costs a sample: processor time of this whole",
            "process and bytes allocated. One thread decodes; what Kafka's client does on its own",
            "threads counts."
        })
public final class StagesBench implements Callable<Integer> {

    private static final int PARTITIONS = 12;
    private static final int SAMPLES = 10_000;
    private static final String ALL = "all, in Kafka";

    @Option(names = "--rounds", description = "Runs of each; default ${DEFAULT-VALUE}.")
    private int rounds = 5;

    @Option(names = "--seconds", description = "Of a run; default ${DEFAULT-VALUE}.")
    private int seconds = 3;

    @Option(names = "--protocol", split = ",", description = "Of ${COMPLETION-CANDIDATES}.")
    private List<Protocol> protocols = Arrays.asList(Protocol.values());

    @Override
    public Integer call() throws Exception {
        Path dir = Files.createTempDirectory("bench-stages");
        try (LocalStack stack =
                LocalStack.builder(dir.resolve("stack")).components(Component.KAFKA).start()) {
            KafkaTopics.create(stack.kafkaBootstrap(), PARTITIONS);
            for (Protocol protocol : protocols) {
                measure(protocol, KafkaSettings.of(stack.kafkaBootstrap()));
            }
        }
        return 0;
    }

    private void measure(Protocol protocol, KafkaSettings kafka) throws Exception {
        List<byte[]> datagrams = protocol.datagrams();
        var keeping = new NowhereShipper(PARTITIONS, SAMPLES);
        DecodingStage.ship(protocol, datagrams, keeping).turn();
        List<EncodedSample> encoded = keeping.kept();
        List<PacketSample.Builder> drafts = encoded.stream().map(EncodedSample::decoded).toList();
        String name = "forwarder-stages-" + protocol.name().toLowerCase(Locale.ROOT);
        var comparison = new Comparison(name, "samples/cpu-s", ALL);
        var run = new StageRun(Duration.ofSeconds(seconds), comparison);
        try (var way = new KafkaWay(kafka)) {
            Map<String, Stage> stages = new LinkedHashMap<>();
            stages.put("decode", DecodingStage.decode(protocol, datagrams));
            stages.put(
                    "decode, normalize, encode",
                    DecodingStage.ship(protocol, datagrams, new NowhereShipper(PARTITIONS, 0)));
            stages.put("encode alone", Stage.encode(drafts));
            stages.put("encode alone, by protobuf", Stage.encodeByProtobuf(drafts));
            stages.put("Kafka's client alone", Stage.ship(encoded, way.shipper()));
            stages.put(ALL, DecodingStage.ship(protocol, datagrams, way.shipper()));
            for (Stage stage : stages.values()) {
                run.warm(stage, way::awaitAcknowledged);
            }
            for (int round = 1; round <= rounds; round++) {
                for (Map.Entry<String, Stage> stage : stages.entrySet()) {
                    run.run(stage.getKey(), stage.getValue(), way::awaitAcknowledged);
                }
            }
        }
        var report = new Report(comparison, Clock.systemUTC());
        report.print(System.out);
        Map<String, String> settings = new TreeMap<>();
        settings.put("bytes of a sample", meanBytes(encoded));
        settings.put(
                "samples of a datagram",
                String.format(
                        Locale.ROOT,
                        "%.1f",
                        (double) DecodingStage.decode(protocol, datagrams).turn()
                                / datagrams.size()));
        run.addAllocated(settings);
        System.out.println(report.write(settings));
    }

    private static String meanBytes(List<EncodedSample> samples) {
        double mean = samples.stream().mapToInt(s -> s.bytes().length).average().orElse(0);
        return String.format(Locale.ROOT, "%.0f", mean);
    }
}
