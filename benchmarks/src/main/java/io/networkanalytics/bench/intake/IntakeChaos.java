package io.networkanalytics.bench.intake;

import io.networkanalytics.forwarder.ForwarderMain;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.Topics;
import io.networkanalytics.stack.Component;
import io.networkanalytics.stack.LocalStack;
import io.networkanalytics.stack.StackServices;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Sends numbered samples through a forwarder in a process of its own. The forwarder dies by {@code
 * kill -9} twice and Kafka once, each with samples under way. Then reads Kafka as the job does.
 */
public final class IntakeChaos implements AutoCloseable {

    /**
     * @param samples acknowledged
     * @param streams that the sender needed
     * @param sent samples written to streams
     * @param records of the topic
     * @param repeats records that the job drops: their sequence does not grow within partition,
     *     exporter and epoch
     * @param kept different samples among the rest
     * @param keptTwice samples that the job would store twice
     */
    public record Outcome(
            long samples,
            int streams,
            long sent,
            long records,
            long repeats,
            long kept,
            long keptTwice) {

        /** Whether every sample is there once. */
        public boolean exact() {
            return kept == samples && keptTwice == 0;
        }
    }

    private final Path dir;
    private final LocalStack stack;
    private final int port;
    private Process forwarder;

    /**
     * @param dir for the servers' data and the logs
     */
    public IntakeChaos(Path dir) throws IOException {
        this.dir = dir;
        this.stack = LocalStack.builder(dir.resolve("stack")).components(Component.KAFKA).start();
        try (ServerSocket socket = new ServerSocket(0)) {
            this.port = socket.getLocalPort();
        }
    }

    /** Runs it. */
    public Outcome run(long samples, Clock clock) throws IOException, InterruptedException {
        StackServices.createTopics(stack, line -> {});
        Files.writeString(
                dir.resolve("forwarder.yaml"),
                "http: 127.0.0.1:0\nkafka:\n  bootstrapServers: "
                        + stack.kafkaBootstrap()
                        + "\ninputs:\n  - type: grpc\n    listen: 127.0.0.1:"
                        + port
                        + "\n");
        startForwarder();
        NumberedSender sender = new NumberedSender(port, clock.millis() * 1_000, samples);
        sender.run(
                Map.of(
                        samples / 5, this::killForwarder,
                        samples / 2, this::killKafka,
                        samples * 4 / 5, this::killForwarder));
        return read(samples, sender);
    }

    private void startForwarder() {
        try {
            forwarder =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-Xmx256m",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    ForwarderMain.class.getName(),
                                    "--config",
                                    dir.resolve("forwarder.yaml").toString())
                            .redirectErrorStream(true)
                            .redirectOutput(
                                    ProcessBuilder.Redirect.appendTo(
                                            dir.resolve("forwarder.log").toFile()))
                            .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void killForwarder() {
        System.out.println("kill -9 of the forwarder, pid " + forwarder.pid());
        forwarder.destroyForcibly();
        startForwarder();
    }

    private void killKafka() {
        System.out.println("kill -9 of Kafka");
        stack.kill(Component.KAFKA);
        stack.restart(Component.KAFKA);
    }

    private Outcome read(long samples, NumberedSender sender) throws IOException {
        Properties properties = new Properties();
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, stack.kafkaBootstrap());
        BitSet kept = new BitSet();
        long records = 0;
        long repeats = 0;
        long keptTwice = 0;
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(Topics.PACKET_SAMPLES).stream()
                            .map(p -> new TopicPartition(p.topic(), p.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            // One exporter, one epoch: the highest sequence of each partition is all to remember.
            long[] highest = new long[partitions.size()];
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    records++;
                    long sequence = PacketSample.parseFrom(record.value()).getSequence();
                    if (sequence <= highest[record.partition()]) {
                        repeats++;
                        continue;
                    }
                    highest[record.partition()] = sequence;
                    keptTwice += kept.get((int) sequence) ? 1 : 0;
                    kept.set((int) sequence);
                }
            }
        }
        return new Outcome(
                samples,
                sender.streams(),
                sender.sent(),
                records,
                repeats,
                kept.cardinality(),
                keptTwice);
    }

    @Override
    public void close() throws InterruptedException {
        if (forwarder != null) {
            forwarder.destroy();
            if (!forwarder.waitFor(10, TimeUnit.SECONDS)) {
                forwarder.destroyForcibly();
            }
        }
        stack.close();
    }
}
