package io.networkanalytics.forwarder.outage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real Kafka is away while samples come in, and the forwarder is killed and started again in the
 * middle: whatever it had read is in Kafka in the end, in order, once.
 */
@Tag("stack")
@Timeout(180)
class KafkaOutageITCase {

    private static final int SAMPLES_PER_SECOND = 4000;

    @TempDir private Path folder;

    @Test
    void nothingThatWasReadIsLostOrOutOfOrder() throws Exception {
        int udpPort = freeUdpPort();
        int httpPort = freePort();
        try (LocalStack stack =
                        LocalStack.builder(folder.resolve("stack"))
                                .components(Component.KAFKA)
                                .start();
                SflowLoad load =
                        new SflowLoad(
                                new InetSocketAddress("127.0.0.1", udpPort), SAMPLES_PER_SECOND)) {
            StackServices.createTopics(stack, line -> {});
            Path config = config(stack, udpPort, httpPort);
            Path log = folder.resolve("forwarder.log");
            long readBeforeKill;
            try (ForwarderProcess first = new ForwarderProcess(config, log, httpPort)) {
                first.await("forwarder_acknowledged_total", count -> count > 4000);
                stack.kill(Component.KAFKA);
                long before = first.metric("forwarder_samples_received_total");
                readBeforeKill =
                        first.await(
                                "forwarder_samples_received_total",
                                count -> count > before + 5 * SAMPLES_PER_SECOND);
                assertTrue(first.metric("forwarder_spool_records") > 4 * SAMPLES_PER_SECOND);
                first.kill();
            }
            try (ForwarderProcess second = new ForwarderProcess(config, log, httpPort)) {
                second.await(
                        "forwarder_samples_received_total",
                        count -> count > 5 * SAMPLES_PER_SECOND);
                assertTrue(second.metric("forwarder_spool_recovered_total") > 0);
                second.hangUp();
                stack.restart(Component.KAFKA);
                second.await("forwarder_acknowledged_total", count -> count > 0);
                load.close();
                second.await("forwarder_spool_records", count -> count == 0);
                long received = second.metric("forwarder_samples_received_total");
                assertEquals(0, second.metric("forwarder_spool_shed_total"));
                assertEquals(0, second.metric("forwarder_spool_corrupt_total"));
                assertEquals(0, second.terminate(), Files.readString(log));

                ShippedSamples shipped = ShippedSamples.read(stack.kafkaBootstrap());
                List<Long> epochs = new ArrayList<>(shipped.epochs.keySet());
                assertEquals(2, epochs.size());
                long ofFirst = shipped.unbroken(epochs.get(0));
                assertTrue(
                        ofFirst >= readBeforeKill,
                        "of " + readBeforeKill + " read before the kill " + ofFirst + " are there");
                assertEquals(received, shipped.unbroken(epochs.get(1)), "all of the second");
            }
            try (var left = Files.list(folder.resolve("spool"))) {
                assertEquals(
                        List.of("lock", "partitions"),
                        left.map(f -> f.getFileName().toString()).sorted().toList());
            }
        }
    }

    private Path config(LocalStack stack, int udpPort, int httpPort) throws IOException {
        Path file = folder.resolve("forwarder.yaml");
        Files.writeString(
                file,
                """
                http: 127.0.0.1:%d
                kafka: {bootstrapServers: "%s", maxInFlightBytes: 2_000_000}
                spool: {directory: "%s", segmentBytes: 1_000_000}
                inputs: [{type: sflow, listen: "127.0.0.1:%d", sockets: 1}]
                """
                        .formatted(
                                httpPort,
                                stack.kafkaBootstrap(),
                                folder.resolve("spool"),
                                udpPort));
        return file;
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
