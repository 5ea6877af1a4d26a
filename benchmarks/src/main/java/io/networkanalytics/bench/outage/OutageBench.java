package io.networkanalytics.bench.outage;

import io.networkanalytics.stack.Component;
import io.networkanalytics.stack.LocalStack;
import io.networkanalytics.stack.StackServices;
import io.networkanalytics.testkit.load.SflowLoad;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
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
            "then again with a spool too small for it, for each policy: what was shed is counted exactly."
        })
public final class OutageBench implements Callable<Integer> {

    private static final String ROW = "%-10s %6.0f s %12d %10.1f %10d %8d %8.0f%n";

    @Option(names = "--minutes", description = "without Kafka; default ${DEFAULT-VALUE}.")
    private double minutes = 10;

    @Option(names = "--rate", description = "samples a second; default ${DEFAULT-VALUE}.")
    private int rate = 20_000;

    private boolean good = true;

    @Override
    public Integer call() throws Exception {
        // About 330 bytes a sample on disk: half of what the outage needs.
        long tooSmall = (long) (minutes * 60 * rate * 330 / 2);
        run("everything fits", "oldest", 1L << 40);
        run("too small, keep oldest", "oldest", tooSmall);
        run("too small, keep newest", "newest", tooSmall);
        return good ? 0 : 1;
    }

    private void run(String title, String keep, long maxBytes) throws Exception {
        Path dir = Files.createTempDirectory("bench-outage");
        int udpPort = freeUdpPort();
        int httpPort = freePort();
        try (LocalStack stack =
                LocalStack.builder(dir.resolve("stack"))
                        .components(Component.KAFKA)
                        .progress(line -> {})
                        .start()) {
            StackServices.createTopics(stack, line -> {});
            Path config = dir.resolve("forwarder.yaml");
            Files.writeString(
                    config,
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
                                    maxBytes,
                                    keep,
                                    udpPort));
            System.out.printf(
                    Locale.ROOT,
                    "%n%s: %d samples/s, Kafka away for %.1f minutes%n%-10s %8s %12s %10s %10s %8s %8s%n",
                    title,
                    rate,
                    minutes,
                    "Kafka",
                    "time",
                    "received",
                    "spool MB",
                    "records",
                    "shed",
                    "RSS MB");
            try (MeasuredForwarder forwarder =
                    new MeasuredForwarder(config, dir.resolve("forwarder.log"), httpPort)) {
                measure(forwarder, stack, udpPort);
            }
        }
    }

    private void measure(MeasuredForwarder forwarder, LocalStack stack, int udpPort)
            throws Exception {
        while (!forwarder.ready()) {
            forwarder.run(200);
        }
        try (SflowLoad load = new SflowLoad(new InetSocketAddress("127.0.0.1", udpPort), rate)) {
            long start = System.nanoTime();
            forwarder.run(10_000);
            row(forwarder, "there", start);
            stack.kill(Component.KAFKA);
            long away = (long) (minutes * 60_000);
            for (int i = 0; i < 6; i++) {
                forwarder.run(away / 6);
                row(forwarder, "away", start);
            }
            stack.restart(Component.KAFKA);
            forwarder.run(2000);
            row(forwarder, "back", start);
            load.close();
            while (forwarder.metric("forwarder_spool_records") > 0) {
                forwarder.run(1000);
            }
            row(forwarder, "caught up", start);
            long received = forwarder.metric("forwarder_samples_received_total");
            long shed = forwarder.metric("forwarder_spool_shed_total");
            long kernel = forwarder.metric("forwarder_kernel_drops_total") * 10;
            int exit = forwarder.terminate();
            ShippedOrder shipped = ShippedOrder.read(stack.kafkaBootstrap());
            boolean exact =
                    shipped.samples() + shed == received
                            && shipped.outOfOrder() == 0
                            && exit == 0
                            && load.sent() == received + kernel;
            good &= exact;
            System.out.printf(
                    Locale.ROOT,
                    "sent %d = received %d + kernel drops %d; received = in Kafka %d + shed %d; out of order or twice:"
                            + " %d; exit %d: %s%n",
                    load.sent(),
                    received,
                    kernel,
                    shipped.samples(),
                    shed,
                    shipped.outOfOrder(),
                    exit,
                    exact ? "exact" : "NOT EXACT");
        }
    }

    private static void row(MeasuredForwarder forwarder, String kafka, long start)
            throws IOException, InterruptedException {
        System.out.printf(
                Locale.ROOT,
                ROW,
                kafka,
                (System.nanoTime() - start) / 1e9,
                forwarder.metric("forwarder_samples_received_total"),
                forwarder.metric("forwarder_spool_bytes") / 1e6,
                forwarder.metric("forwarder_spool_records"),
                forwarder.metric("forwarder_spool_shed_total"),
                forwarder.residentBytes() / 1e6);
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
}
