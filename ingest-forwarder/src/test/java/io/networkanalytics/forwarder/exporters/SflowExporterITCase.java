package io.networkanalytics.forwarder.exporters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.networkanalytics.forwarder.intake.Exporters;
import io.networkanalytics.forwarder.intake.InputSettings;
import io.networkanalytics.forwarder.intake.Intake;
import io.networkanalytics.forwarder.intake.MetadataBounds;
import io.networkanalytics.forwarder.observe.ForwarderMetrics;
import io.networkanalytics.forwarder.observe.MetricMap;
import io.networkanalytics.forwarder.sflow.AgentTable;
import io.networkanalytics.forwarder.sflow.SflowDecoder;
import io.networkanalytics.forwarder.ship.TestingShipper;
import io.networkanalytics.forwarder.udp.UdpInput;
import io.networkanalytics.forwarder.udp.UdpSettings;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.SamplingMode;
import io.networkanalytics.model.Weight;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * pmacctd samples the real traffic of an interface 1 in 10 and sends sFlow: what our samples stand
 * for is what the kernel counted at that interface.
 */
@Tag("exporters")
@Timeout(120)
class SflowExporterITCase {

    private static final int INTERVAL = 10;
    private static final int DATAGRAMS = 40_000;
    private static final int DATAGRAMS_PER_SECOND = 10_000;

    /** Payload, UDP and IPv4 header. */
    private static final int IP_BYTES = 128;

    private static final int ETHERNET_BYTES = 14;
    private static final double SIGMAS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final TestingShipper shipper = new TestingShipper(4);

    @TempDir private Path folder;

    @BeforeAll
    static void needs() {
        assumeTrue(
                Commands.succeeds("pmacctd -V"),
                "skipped: pmacctd is not here (Debian package pmacct)");
        assumeTrue(Commands.succeeds("unshare -n true"), "skipped: network namespaces need root");
    }

    @Test
    void samplesStandForWhatTheInterfaceCounted() throws Exception {
        try (NamespacePair namespaces = new NamespacePair()) {
            UdpInput input = input();
            input.start();
            NamespacePair.Counters counted;
            try {
                counted = export(namespaces, input.localAddress().getPort());
            } finally {
                input.stop(PATIENCE);
            }
            judge(counted);
        }
    }

    private void judge(NamespacePair.Counters counted) {
        List<PacketSample> samples = shipper.samples();
        assertTrue(counted.packets() >= DATAGRAMS, "the traffic is real: " + counted);
        long represented = samples.stream().mapToLong(Weight::packets).sum();
        // Each packet is taken with probability 1/I: the estimate of N has the deviation sqrt(N (I
        // - 1)).
        // pmacct's sampler draws its gaps evenly, which deviates less.
        double deviation = Math.sqrt((double) counted.packets() * (INTERVAL - 1));
        String figures =
                represented
                        + " represented, "
                        + counted.packets()
                        + " counted, deviation "
                        + deviation;
        System.out.println("sFlow of pmacctd: " + figures + ", " + samples.size() + " samples");
        assertTrue(Math.abs(represented - counted.packets()) < SIGMAS * deviation, figures);
        long bits = samples.stream().mapToLong(Weight::bits).sum();
        long countedBits = (counted.bytes() - counted.packets() * ETHERNET_BYTES) * 8;
        assertTrue(
                Math.abs(bits - countedBits) < SIGMAS * deviation * IP_BYTES * 8,
                bits + " bits represented, " + countedBits + " counted");

        assertEquals(
                Set.of(NamespacePair.EXPORTER_ADDRESS + " sflow RANDOM " + INTERVAL),
                samples.stream()
                        .map(
                                sample ->
                                        sample.getExporterId()
                                                + " "
                                                + sample.getSourceSystem()
                                                + " "
                                                + sample.getSamplingMode()
                                                + " "
                                                + Weight.interval(sample))
                        .collect(Collectors.toSet()));
        List<PacketSample> sent =
                samples.stream().filter(sample -> sample.getDestinationPort() == 5202).toList();
        assertTrue(sent.size() > DATAGRAMS / INTERVAL / 2, sent.size() + " of our datagrams");
        assertTrue(
                sent.stream()
                        .allMatch(
                                sample ->
                                        sample.getBytes() == IP_BYTES
                                                && sample.getIpProtocol() == 17));
        assertEquals(SamplingMode.RANDOM, sent.get(0).getSamplingMode());
        assertTrue(
                MetricMap.of(registry).keySet().stream()
                        .noneMatch(
                                name ->
                                        name.matches(
                                                "forwarder\\.(malformed|lost|discontinuities|handler).*")),
                () -> "nothing malformed, nothing lost: " + MetricMap.of(registry));
    }

    private NamespacePair.Counters export(NamespacePair namespaces, int port) throws Exception {
        Path config =
                Files.writeString(
                        folder.resolve("pmacctd.conf"),
                        """
                daemonize: false
                pcap_interface: %s
                plugins: sfprobe[x]
                sfprobe_receiver: %s:%d
                sfprobe_agentip: %s
                sampling_rate: %d
                plugin_pipe_size: 10240000
                plugin_buffer_size: 102400
                aggregate[x]: src_host,dst_host,src_port,dst_port,proto,tos,in_iface,out_iface
                """
                                .formatted(
                                        NamespacePair.SAMPLED_INTERFACE,
                                        NamespacePair.COLLECTOR_ADDRESS,
                                        port,
                                        NamespacePair.EXPORTER_ADDRESS,
                                        INTERVAL));
        NamespacePair.Counters before = namespaces.counters();
        Process pmacctd = namespaces.inSecond("pmacctd", "-f", config.toString()).start();
        try {
            awaitLine(pmacctd.inputReader(), "Sampling at");
            traffic(namespaces);
            NamespacePair.Counters counted = namespaces.counters().minus(before);
            // Interrupted, it sends what it holds and ends.
            Commands.run("kill -INT " + pmacctd.pid());
            assertTrue(pmacctd.waitFor(30, TimeUnit.SECONDS), "pmacctd does not end");
            return counted;
        } finally {
            pmacctd.descendants().forEach(ProcessHandle::destroyForcibly);
            pmacctd.destroyForcibly();
        }
    }

    private static void traffic(NamespacePair namespaces) throws IOException, InterruptedException {
        Process sender =
                namespaces
                        .inFirst(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                UdpTraffic.class.getName(),
                                "198.18.0.2",
                                "5202",
                                Integer.toString(DATAGRAMS),
                                Integer.toString(DATAGRAMS_PER_SECOND))
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assertTrue(sender.waitFor(60, TimeUnit.SECONDS), "the sender does not end");
        assertEquals(0, sender.exitValue());
    }

    private static void awaitLine(BufferedReader lines, String text) throws IOException {
        StringBuilder seen = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            seen.append(line).append('\n');
            if (line.contains(text)) {
                return;
            }
        }
        throw new AssertionError("pmacctd ended before it said '" + text + "': " + seen);
    }

    private UdpInput input() {
        ForwarderMetrics metrics = new ForwarderMetrics(registry);
        Clock clock = Clock.systemUTC();
        Intake intake = new Intake(clock.instant(), new MetadataBounds(10, 1000), shipper, clock);
        InputSettings settings = new InputSettings("sf", "sflow", "", 1);
        AgentTable agents = new AgentTable(settings, new Exporters(10, metrics), metrics);
        UdpSettings udp =
                new UdpSettings(
                        new InetSocketAddress(NamespacePair.COLLECTOR_ADDRESS, 0),
                        1,
                        4 * 1024 * 1024);
        return new UdpInput(
                "sf", udp, () -> new SflowDecoder(agents, false, intake), clock, metrics);
    }
}
