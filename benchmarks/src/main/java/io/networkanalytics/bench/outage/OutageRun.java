package io.networkanalytics.bench.outage;

import io.networkanalytics.stack.Component;
import io.networkanalytics.stack.Folders;
import io.networkanalytics.stack.LocalStack;
import io.networkanalytics.stack.StackServices;
import io.networkanalytics.testkit.load.SflowLoad;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Kafka is killed under load and comes back: a forwarder and a Kafka in processes of their own. */
final class OutageRun implements AutoCloseable {

    /** As the datagrams' own numbers tell. */
    private static final String LOST =
            "forwarder_lost_total{exporter=\""
                    + SflowLoad.EXPORTER
                    + "\",input=\"sflow\",what=\"samples\"}";

    private static final int LOOKS = 6;
    private static final long BEFORE_MILLIS = 10_000;

    private final OutageForm form;
    private final Consumer<String> out;
    private final Path dir = Files.createTempDirectory("bench-outage");
    private final Optional<MemoryDisk> disk;
    private final LocalStack stack;
    private final int udpPort = freeUdpPort();
    private final int httpPort = freePort();
    private final List<OutageResult.State> states = new ArrayList<>();
    private long start;

    /**
     * @param out told what is seen, line by line
     */
    OutageRun(OutageForm form, Consumer<String> out) throws IOException, InterruptedException {
        this.form = form;
        this.out = out;
        Path spool = Files.createDirectory(dir.resolve("spool"));
        this.disk =
                form.diskBytes() == 0
                        ? Optional.empty()
                        : Optional.of(MemoryDisk.mount(spool, form.diskBytes()));
        this.stack =
                LocalStack.builder(dir.resolve("stack"))
                        .components(Component.KAFKA)
                        .progress(line -> {})
                        .start();
        StackServices.createTopics(stack, line -> {});
    }

    OutageResult run(int samplesPerSecond) throws Exception {
        try (MeasuredForwarder forwarder =
                new MeasuredForwarder(config(), dir.resolve("forwarder.log"), httpPort)) {
            while (!forwarder.ready()) {
                forwarder.run(200);
            }
            out.accept(OutageResult.State.HEADING);
            try (SflowLoad load =
                    new SflowLoad(new InetSocketAddress("127.0.0.1", udpPort), samplesPerSecond)) {
                start = System.nanoTime();
                forwarder.run(BEFORE_MILLIS);
                look(forwarder, "there");
                stack.kill(Component.KAFKA);
                for (int i = 0; i < LOOKS; i++) {
                    forwarder.run(form.outageMillis() / LOOKS);
                    look(forwarder, "away");
                }
                stack.restart(Component.KAFKA);
                forwarder.run(2000);
                look(forwarder, "back");
                load.close();
                double seconds = (System.nanoTime() - start) / 1e9;
                while (forwarder.metric("forwarder_spool_records") > 0) {
                    forwarder.run(1000);
                }
                look(forwarder, "caught up");
                return result(forwarder, load.sent(), seconds);
            }
        }
    }

    private OutageResult result(MeasuredForwarder forwarder, long sent, double seconds)
            throws IOException, InterruptedException {
        long received = forwarder.metric("forwarder_samples_received_total");
        long shed = forwarder.metric("forwarder_spool_shed_total");
        // A datagram of the load has ten samples.
        long kernelDrops = forwarder.metric("forwarder_kernel_drops_total") * 10;
        long lost = forwarder.metric(LOST);
        int exit = forwarder.terminate();
        ShippedOrder shipped = ShippedOrder.read(stack.kafkaBootstrap());
        return new OutageResult(
                form,
                sent / seconds,
                List.copyOf(states),
                sent,
                kernelDrops,
                lost,
                received,
                shed,
                shipped.samples(),
                shipped.outOfOrder(),
                exit);
    }

    private void look(MeasuredForwarder forwarder, String kafka)
            throws IOException, InterruptedException {
        OutageResult.State state =
                new OutageResult.State(
                        kafka,
                        (System.nanoTime() - start) / 1e9,
                        forwarder.metric("forwarder_samples_received_total"),
                        forwarder.metric("forwarder_spool_bytes"),
                        forwarder.metric("forwarder_spool_records"),
                        forwarder.metric("forwarder_spool_shed_total"),
                        forwarder.liveHeapBytes(),
                        forwarder.residentBytes());
        states.add(state);
        out.accept(state.line());
    }

    private Path config() throws IOException {
        return Files.writeString(
                dir.resolve("forwarder.yaml"),
                """
                http: 127.0.0.1:%d
                kafka: {bootstrapServers: "%s", maxInFlightBytes: 8_000_000}
                spool: {directory: "%s", maxBytes: %d, segmentBytes: 4_000_000, keep: %s}
                inputs: [{type: sflow, listen: "127.0.0.1:%d", sockets: 1}]
                """
                        .formatted(
                                httpPort,
                                stack.kafkaBootstrap(),
                                dir.resolve("spool"),
                                form.maxBytes(),
                                form.keep(),
                                udpPort));
    }

    /** What the forwarder said, errors and warnings first of all. */
    List<String> log() throws IOException {
        return Files.readAllLines(dir.resolve("forwarder.log"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static int freeUdpPort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        stack.close();
        if (disk.isPresent()) {
            disk.get().close();
        }
        Folders.delete(dir);
    }
}
