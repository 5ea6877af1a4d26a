package io.networkanalytics.forwarder.exporters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.networkanalytics.forwarder.outage.ForwarderProcess;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.Weight;
import io.networkanalytics.stack.Component;
import io.networkanalytics.stack.LocalStack;
import io.networkanalytics.stack.StackServices;
import io.networkanalytics.testkit.network.Commands;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code tcpdump -i nflog:5 -U -w - | bin/forwarder --config FILE}, as docs/how-to shows it: real
 * rules log real packets, and a real Kafka has each of them once, with what the rule said.
 */
@Tag("exporters")
@Timeout(180)
class NflogPipeITCase {

    private static final int PACKETS = 50_000;
    private static final int PER_SECOND = 10_000;
    private static final int INTERVAL = 10;

    @TempDir private Path folder;
    private FilteredLink link;

    @BeforeAll
    static void needs() {
        assumeTrue(Commands.succeeds("unshare -n true"), "skipped: network namespaces need root");
        for (String program : List.of("nft", "tcpdump")) {
            assumeTrue(
                    Commands.succeeds(program + " --version"),
                    "skipped: " + program + " is not here (Debian package of that name; nftables)");
        }
    }

    @BeforeEach
    void setUp() throws IOException, InterruptedException {
        link = new FilteredLink();
    }

    @AfterEach
    void tearDown() {
        link.close();
    }

    @Test
    void everyLoggedPacketIsInKafkaOnce() throws Exception {
        int httpPort = freePort();
        Path said = folder.resolve("tcpdump.log");
        Path log = folder.resolve("forwarder.log");
        try (LocalStack stack =
                LocalStack.builder(folder.resolve("stack")).components(Component.KAFKA).start()) {
            StackServices.createTopics(stack, line -> {});
            Commands.run(FilteredLink.inside("nft -f " + FilteredLink.resource("staged.nft")));
            ProcessBuilder tcpdump =
                    new ProcessBuilder(
                                    FilteredLink.inside(
                                                    "tcpdump -B 32768 -U -w - -i nflog:"
                                                            + FilteredLink.GROUP)
                                            .split(" ", -1))
                            .redirectError(said.toFile());
            try (ForwarderProcess forwarder =
                    new ForwarderProcess(config(stack, httpPort), log, httpPort, tcpdump)) {
                forwarder.await("forwarder_in_flight_bytes", bytes -> bytes == 0);
                FilteredLink.await(() -> text(said).contains("listening on"), () -> text(said));
                FilteredLink.send(0, PACKETS, PER_SECOND);
                Map<String, Long> logged = NflogITCase.nftLogged(FilteredLink.nftCounters());
                long sum = logged.values().stream().mapToLong(Long::longValue).sum();
                // What the kernel still gathers when its listener ends is lost.
                forwarder.await("forwarder_acknowledged_total", count -> count == sum);
                Commands.run("kill -INT " + forwarder.before(1).pid());
                forwarder.before(1).waitFor();
                assertEquals(0, forwarder.terminate(), () -> text(log));
                judge(logged, TopicSamples.read(stack.kafkaBootstrap()));
            }
        }
    }

    private static void judge(Map<String, Long> logged, List<PacketSample> samples) {
        Map<String, Long> shipped =
                samples.stream()
                        .collect(
                                Collectors.groupingBy(
                                        NflogITCase::prefix, TreeMap::new, Collectors.counting()));
        System.out.printf("NFLOG by tcpdump's pipe into Kafka: %d sent, %s%n", PACKETS, shipped);
        assertEquals(logged, shipped, "what the kernel counted, by prefix");
        assertEquals(
                samples.size() * (long) INTERVAL,
                samples.stream().mapToLong(Weight::packets).sum());
        assertEquals(
                samples.size(),
                samples.stream().map(PacketSample::getPayloadPrefix).distinct().count(),
                "no packet twice");
        assertTrue(samples.stream().allMatch(s -> s.getVerdict().equals(s.getOutcome())));
        assertTrue(samples.stream().allMatch(s -> s.getBytes() == FilteredLink.IP_BYTES));
        assertTrue(samples.stream().allMatch(s -> s.getExporterId().equals("edge1")));
    }

    private Path config(LocalStack stack, int httpPort) throws IOException {
        return Files.writeString(
                folder.resolve("forwarder.yaml"),
                """
                http: 127.0.0.1:%d
                kafka: {bootstrapServers: "%s"}
                inputs: [{type: pcap, file: "-", exporter: edge1, sampleMark: 0x1, dropMark: 0x2}]
                """
                        .formatted(httpPort, stack.kafkaBootstrap()));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
