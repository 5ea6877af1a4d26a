package io.networkanalytics.forwarder.exporters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.networkanalytics.forwarder.Input;
import io.networkanalytics.forwarder.intake.Exporters;
import io.networkanalytics.forwarder.intake.InputSettings;
import io.networkanalytics.forwarder.live.LiveCaptureInput;
import io.networkanalytics.forwarder.live.LiveCaptureSettings;
import io.networkanalytics.forwarder.live.LiveCaptureSettings.Direction;
import io.networkanalytics.forwarder.observe.ForwarderMetrics;
import io.networkanalytics.forwarder.observe.MetricMap;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.SamplingMode;
import io.networkanalytics.model.Weight;
import io.networkanalytics.testkit.network.Commands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A veth interface is captured: what the samples stand for is what the interface counted. */
@Tag("exporters")
@Timeout(120)
class LiveCaptureITCase {

    private static final int PACKETS = 60_000;
    private static final int PER_SECOND = 30_000;
    private static final double SIGMAS = 5;
    private static final long SEED = 20260103;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String LOST = "forwarder.lost exporter=edge1 input=cap what=packets";

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ForwarderMetrics metrics = new ForwarderMetrics(registry);
    private final GatedSink sink = new GatedSink();
    private FilteredLink link;

    @BeforeAll
    static void needs() {
        assumeTrue(Commands.succeeds("unshare -n true"), "skipped: network namespaces need root");
        assumeTrue(
                Commands.succeeds("tcpdump --version"),
                "skipped: libpcap is not here (Debian package libpcap0.8, which tcpdump needs, too)");
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
    void packetsAreWhatTheInterfaceCounted() throws Exception {
        long counted = capture(settings("", Direction.BOTH, 1));
        List<PacketSample> samples = sink.samples();
        System.out.printf(
                "capture: %d sent, %d counted by the interface, %d samples, %s%n",
                PACKETS, counted, samples.size(), MetricMap.of(registry));
        assertTrue(counted >= PACKETS, "the traffic is real");
        assertEquals(counted, samples.size());
        assertEquals(List.of(), sink.rejections());
        List<PacketSample> sent =
                samples.stream().filter(sample -> sample.getIpProtocol() == 17).toList();
        assertEquals(PACKETS, sent.size());
        assertEquals(
                PACKETS,
                sent.stream()
                        .map(sample -> sample.getPayloadPrefix().asReadOnlyByteBuffer().getLong())
                        .distinct()
                        .count(),
                "each number once");
        for (PacketSample sample : sent) {
            assertEquals(FilteredLink.IP_BYTES, sample.getBytes());
            assertEquals(SamplingMode.UNSAMPLED, sample.getSamplingMode());
            assertEquals(1, sample.getSampleInterval());
            assertTrue(
                    sample.getObservedAtNanos() <= sample.getReceivedAtNanos(), "seen, then taken");
        }
        assertEquals(Map.of("forwarder.packets.read input=cap", counted), MetricMap.of(registry));
    }

    @Test
    void filterDirectionAndThinning() throws Exception {
        capture(settings("udp dst port 53", Direction.IN, 10));
        List<PacketSample> samples = sink.samples();
        long matching = PACKETS / 10 * 4;
        double deviation = Math.sqrt(matching * 0.1 * 0.9);
        System.out.printf(
                "capture 1 in 10 of port 53: %d samples, deviation %.0f of %d%n",
                samples.size(), deviation, matching / 10);
        assertTrue(
                Math.abs(samples.size() - matching / 10.0) < SIGMAS * deviation,
                samples.size() + " samples");
        assertEquals(
                Set.of("53 10 RANDOM ingress " + FilteredLink.INTERFACE),
                samples.stream()
                        .map(
                                sample ->
                                        sample.getDestinationPort()
                                                + " "
                                                + sample.getSampleInterval()
                                                + " "
                                                + sample.getSamplingMode()
                                                + " "
                                                + sample.getDirection()
                                                + " "
                                                + sample.getIngressInterface())
                        .collect(Collectors.toSet()));
        assertEquals(Map.of("forwarder.packets.read input=cap", matching), MetricMap.of(registry));
    }

    /** The reader pauses in the middle, and the ring has no room. */
    @Test
    void whatTheKernelDropsIsCountedAndMadeUpFor() throws Exception {
        Input input =
                input(
                        new LiveCaptureSettings(
                                FilteredLink.INTERFACE,
                                FilteredLink.NAMESPACE,
                                "udp",
                                256,
                                false,
                                Direction.IN,
                                1 << 20,
                                1));
        input.start();
        int third = PACKETS / 3;
        try {
            FilteredLink.send(0, third, PER_SECOND / 2);
            sink.close();
            FilteredLink.send(third, third, PER_SECOND / 2);
            sink.open();
            FilteredLink.send(2L * third, third, PER_SECOND / 2);
        } finally {
            input.stop(PATIENCE);
        }
        long arrived = sink.samples().size();
        long represented = sink.samples().stream().mapToLong(Weight::packets).sum();
        Map<String, Long> found = MetricMap.of(registry);
        System.out.printf(
                "capture with a paused reader: %d sent, %d arrived, %s dropped by the kernel, %d represented%n",
                PACKETS, arrived, found.get(LOST), represented);
        assertTrue(arrived < PACKETS * 0.9, "too little was lost to mean anything");
        assertEquals(PACKETS - arrived, found.get(LOST), "every loss is counted");
        assertEquals(found.get(LOST), found.get("forwarder.kernel.drops input=cap"));
        assertTrue(
                represented <= PACKETS && represented > PACKETS * 0.99,
                represented + " instead of " + PACKETS);
    }

    @Test
    void anInterfaceThatIsNotThereIsNamed() {
        LiveCaptureSettings settings =
                new LiveCaptureSettings(
                        "nanfnone",
                        FilteredLink.NAMESPACE,
                        "",
                        256,
                        false,
                        Direction.BOTH,
                        65536,
                        1);
        UncheckedIOException refused =
                assertThrows(UncheckedIOException.class, () -> input(settings).start());
        assertTrue(
                refused.getMessage().contains("nanfnone")
                        && refused.getMessage().contains("ip link"),
                () -> "" + refused);
        LiveCaptureSettings filter = settings("udp or", Direction.BOTH, 1);
        UncheckedIOException unfiltered =
                assertThrows(UncheckedIOException.class, () -> input(filter).start());
        assertTrue(unfiltered.getMessage().contains("filter 'udp or'"), () -> "" + unfiltered);
    }

    /** Returns what the interface counted meanwhile. */
    private long capture(LiveCaptureSettings settings) throws Exception {
        Input input = input(settings);
        input.start();
        try {
            long before = FilteredLink.interfacePackets();
            FilteredLink.send(0, PACKETS, PER_SECOND);
            return FilteredLink.interfacePackets() - before;
        } finally {
            input.stop(PATIENCE);
        }
    }

    private static LiveCaptureSettings settings(
            String filter, Direction direction, int sampleInterval) {
        return new LiveCaptureSettings(
                FilteredLink.INTERFACE,
                FilteredLink.NAMESPACE,
                filter,
                LiveCaptureSettings.DEFAULT_SNAP_LENGTH,
                false,
                direction,
                LiveCaptureSettings.DEFAULT_BUFFER_BYTES,
                sampleInterval);
    }

    private Input input(LiveCaptureSettings settings) {
        return new LiveCaptureInput(
                new Exporters(10, metrics).of(new InputSettings("cap", "pcap", "", 1), "edge1"),
                settings,
                false,
                sink,
                Clock.systemUTC(),
                new SplittableRandom(SEED),
                metrics);
    }
}
