package io.networkanalytics.bench.intake;

import io.networkanalytics.bench.forwarder.TopicEnds;
import io.networkanalytics.model.IpAddresses;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.Topics;
import io.networkanalytics.sql.ClickHouse;
import io.networkanalytics.stack.ClickHouseLogin;
import io.networkanalytics.stack.ClickHouseRole;
import io.networkanalytics.stack.Component;
import io.networkanalytics.stack.LocalStack;
import io.networkanalytics.stack.StackServices;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Numbered samples go through a forwarder in a process of its own, Kafka and the job to ClickHouse.
 * The forwarder dies by {@code kill -9} twice and Kafka twice, the second time both at once, each
 * with samples under way that the sender sends again.
 */
public final class IntakeChaos implements AutoCloseable {

    private static final String EXPORTER = "chaos";
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** What is there twice may still be on its way. */
    private static final int QUIET_CHECKPOINTS = 3;

    /** Fewer than may wait for their acknowledgement (maxUnacknowledged). */
    private static final long MAX_UNHEARD = 5_000;

    private final LocalStack stack;
    private final String job;
    private final GrpcForwarder forwarder;

    /**
     * @param dir for the servers' data and the logs
     * @throws io.networkanalytics.stack.StackException if a server does not start
     */
    public IntakeChaos(Path dir) throws IOException {
        this.stack = LocalStack.builder(dir.resolve("stack")).start();
        this.job =
                StackServices.bringUp(
                                stack,
                                Optional.empty(),
                                line -> {},
                                "--checkpoint.interval",
                                "PT2S")
                        .orElseThrow(
                                () ->
                                        new IOException(
                                                "flink-job is not built: mvn package -DskipTests"));
        this.forwarder = new GrpcForwarder(dir, stack.kafkaBootstrap());
    }

    /**
     * Sends, kills, waits for quiet and counts. May be called again.
     *
     * @param samples 10 or more
     * @param spool whether the forwarder has one, so that it acknowledges what is on its disk
     */
    public IntakeOutcome run(long samples, boolean spool, Clock clock)
            throws IOException, InterruptedException {
        long recordsBefore = records();
        long epochMicros = clock.millis() * 1_000;
        forwarder.configure(spool);
        startForwarder();
        long unheard = Math.min(MAX_UNHEARD, samples / 10);
        NumberedSender sender =
                new NumberedSender(forwarder.port(), samples(epochMicros, samples), sample -> {});
        long start = System.nanoTime();
        sender.run(
                List.of(
                        new NumberedSender.Blow(samples / 5, unheard, this::killForwarder),
                        new NumberedSender.Blow(samples / 2, 0, this::killKafka),
                        new NumberedSender.Blow(samples * 4 / 5, unheard, this::killBoth)));
        double seconds = (System.nanoTime() - start) / 1e9;
        forwarder.stop();
        long[] stored = awaitQuiet(epochMicros, samples);
        return new IntakeOutcome(
                spool ? "acknowledged in the spool" : "acknowledged in Kafka",
                samples,
                sender.streams(),
                sender.sent(),
                sender.sentAgainThoughStored(),
                records() - recordsBefore,
                stored[0],
                stored[1],
                stored[2],
                stored[3],
                seconds);
    }

    private void killForwarder() {
        System.out.println("kill -9 of the forwarder, pid " + forwarder.kill());
        startForwarder();
    }

    private void killKafka() {
        System.out.println("kill -9 of Kafka");
        stack.kill(Component.KAFKA);
        stack.restart(Component.KAFKA);
    }

    /** The new forwarder meets a Kafka that has just begun to answer. */
    private void killBoth() {
        stack.kill(Component.KAFKA);
        System.out.println("kill -9 of Kafka and the forwarder, pid " + forwarder.kill());
        startForwarder();
        stack.restart(Component.KAFKA);
    }

    private void startForwarder() {
        try {
            forwarder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long[] awaitQuiet(long epochMicros, long samples)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (stored(epochMicros)[0] < samples && System.nanoTime() < deadline) {
            stack.flink().awaitCheckpoints(job, 1, PATIENCE);
        }
        stack.flink().awaitCheckpoints(job, QUIET_CHECKPOINTS, PATIENCE);
        return stored(epochMicros);
    }

    private long[] stored(long epochMicros) throws IOException {
        ClickHouseLogin reader = stack.clickHouseLogin(ClickHouseRole.READER);
        String row =
                new ClickHouse(stack.clickHouseUrl(), reader.user(), reader.password())
                        .execute(
                                "SELECT count(), uniqExact(sequence), min(sequence), max(sequence)"
                                        + " FROM samples WHERE exporter_id = '"
                                        + EXPORTER
                                        + "' AND epoch_micros = "
                                        + epochMicros,
                                Map.of("database", LocalStack.DATABASE));
        return Arrays.stream(row.strip().split("\t", -1)).mapToLong(Long::parseLong).toArray();
    }

    private long records() throws IOException, InterruptedException {
        return TopicEnds.sum(
                stack.kafkaBootstrap(), Topics.PACKET_SAMPLES, StackServices.PARTITIONS);
    }

    private static Iterator<PacketSample> samples(long epochMicros, long count) {
        return LongStream.rangeClosed(1, count)
                .mapToObj(sequence -> sample(epochMicros, sequence))
                .iterator();
    }

    private static PacketSample sample(long epochMicros, long sequence) {
        return PacketSample.newBuilder()
                .setExporterId(EXPORTER)
                .setEpochMicros(epochMicros)
                .setSequence(sequence)
                .setSourceSystem("chaos")
                .setSampleInterval(1)
                .setIpProtocol(17)
                .setBytes(100)
                .setSourceAddress(IpAddresses.of(0, 0xFFFF_0A00_0000L | (sequence & 0xFFFF)))
                .setDestinationAddress(IpAddresses.of(0, 0xFFFF_CB00_7101L))
                .setSourcePort((int) (sequence % 50_000) + 1_000)
                .setDestinationPort(53)
                .build();
    }

    @Override
    public void close() {
        forwarder.close();
        stack.close();
    }
}
