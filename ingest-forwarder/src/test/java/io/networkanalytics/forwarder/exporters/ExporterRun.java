package io.networkanalytics.forwarder.exporters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.Weight;
import io.networkanalytics.testkit.network.Commands;
import io.networkanalytics.testkit.network.NamespacePair;
import io.networkanalytics.testkit.network.UdpFlows;
import io.networkanalytics.testkit.network.UdpFlows.Totals;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * An exporter measures traffic of which every packet is known: what our samples stand for is what
 * was sent. Of each flow exactly, or, where the exporter samples, of all within its confidence
 * interval.
 */
final class ExporterRun {

    /** Of the normal distribution: 6 runs in 100,000 are outside by chance. */
    private static final double DEVIATIONS = 4;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int FIRST_PORT = 5202;

    /** No divisor of it is one of a sample interval: exporters that take every tenth see all. */
    private static final int PORTS = 7;

    private static final int MARKER_PORT = 5300;

    // libpcap hands over blocks of 1,000 packets and more, and exporters fill a datagram with
    // flows before they send it: others must follow those that count.
    private static final UdpFlows MARKERS =
            new UdpFlows(List.of(NamespacePair.SAMPLED_ADDRESS), MARKER_PORT, 60, 120_000, 4_000);

    private final String what;
    private final UdpFlows traffic;
    private final int interval;
    private final int otherBytes;
    private final int configured;
    private final boolean ingressOnly;
    private final Map<String, Totals> expected;

    private ExporterRun(
            String what,
            UdpFlows traffic,
            int interval,
            int otherBytes,
            int configured,
            boolean ingressOnly) {
        this.what = what;
        this.traffic = traffic;
        this.interval = interval;
        this.otherBytes = otherBytes;
        this.configured = configured;
        this.ingressOnly = ingressOnly;
        this.expected = traffic.totals();
    }

    /**
     * @param what is tried, for messages
     * @param interval of its sampling, 1 for none
     * @param withV6 whether the exporter reports IPv6
     */
    static ExporterRun of(String what, int interval, boolean withV6) {
        int datagrams = interval == 1 ? 2_800 : 21_000;
        return new ExporterRun(
                what,
                new UdpFlows(
                        withV6
                                ? List.of(
                                        NamespacePair.SAMPLED_ADDRESS,
                                        NamespacePair.SAMPLED_ADDRESS_V6)
                                : List.of(NamespacePair.SAMPLED_ADDRESS),
                        FIRST_PORT,
                        PORTS,
                        datagrams,
                        7_000),
                interval,
                0,
                0,
                false);
    }

    /** The same for an exporter that counts so many bytes more of each packet. */
    ExporterRun counting(int bytesBesideIp) {
        return new ExporterRun(what, traffic, interval, bytesBesideIp, configured, ingressOnly);
    }

    /** The same for an exporter that samples and does not tell: the forwarder is told. */
    ExporterRun configured() {
        return new ExporterRun(what, traffic, interval, otherBytes, interval, ingressOnly);
    }

    /** The same for an exporter that reports what goes out, too. */
    ExporterRun ingressOnly() {
        return new ExporterRun(what, traffic, interval, otherBytes, configured, true);
    }

    /** Skips a test by name where it cannot run. */
    static void needs(String program, String debianPackage) {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/sbin", program)),
                () ->
                        "skipped: "
                                + program
                                + " is not here (Debian package "
                                + debianPackage
                                + ")");
        assumeTrue(Commands.succeeds("unshare -n true"), "skipped: network namespaces need root");
    }

    /** Runs it and judges. */
    void run(String system, LiveExporter exporter) throws Exception {
        TestingCollector collector;
        try (NamespacePair namespaces = new NamespacePair();
                TestingCollector receiving = new TestingCollector(system, configured)) {
            collector = receiving;
            try (exporter) {
                exporter.start(namespaces, collector.address());
                NamespacePair.Counters before = namespaces.counters();
                send(namespaces);
                long passed = namespaces.counters().minus(before).packets();
                assertTrue(passed >= traffic.datagrams(), () -> "the traffic is real: " + passed);
                awaitReport(namespaces, collector, exporter);
                exporter.stop();
            }
        }
        judge(collector, exporter);
    }

    private void send(NamespacePair namespaces) throws Exception {
        Process sender = traffic.start(namespaces);
        assertTrue(
                sender.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS), "the sender does not end");
        assertEquals(0, sender.exitValue(), "of the sender");
    }

    /** Until all is reported, or, where not all is, what came after it. */
    private void awaitReport(
            NamespacePair namespaces, TestingCollector collector, LiveExporter exporter)
            throws Exception {
        Process markers = MARKERS.start(namespaces);
        try {
            long end = System.nanoTime() + PATIENCE.toNanos();
            List<PacketSample> samples = collector.samples();
            while (interval == 1
                    ? sum(totals(samples)).packets() < traffic.datagrams()
                    : samples.stream().noneMatch(s -> MARKERS.hasPort(s.getDestinationPort()))) {
                try {
                    collector.awaitMoreThan(
                            samples.size(), Duration.ofNanos(end - System.nanoTime()));
                } catch (AssertionError e) {
                    throw new AssertionError(
                            what
                                    + " does not report all: "
                                    + totals(samples)
                                    + " of "
                                    + expected
                                    + "; "
                                    + collector.metrics()
                                    + "; "
                                    + exporter.log(),
                            e);
                }
                samples = collector.samples();
            }
        } finally {
            markers.destroyForcibly();
        }
    }

    private void judge(TestingCollector collector, LiveExporter exporter) {
        List<PacketSample> samples = collector.samples().stream().filter(this::counts).toList();
        Map<String, Totals> totals = totals(samples);
        Totals sum = sum(totals);
        String figures =
                String.format(
                        "%s, 1 in %d: %,d packets and %,d bytes represented by %,d samples, %,d and"
                                + " %,d sent; %s%n",
                        what,
                        interval,
                        sum.packets(),
                        sum.ipBytes(),
                        samples.size(),
                        sum(expected).packets(),
                        sum(expected).ipBytes(),
                        collector.metrics());
        System.out.print(figures);
        if (interval == 1) {
            assertEquals(text(expected), text(totals), () -> figures + exporter.log());
        } else {
            assertEquals(expected.keySet(), totals.keySet(), figures);
            assertWithin(sum(expected).packets(), sum.packets(), deviation(0), figures);
            assertWithin(sum(expected).ipBytes(), sum.ipBytes(), deviation(1), figures);
        }
        for (PacketSample sample : samples) {
            assertEquals(NamespacePair.EXPORTER_ADDRESS, sample.getExporterId(), figures);
            assertEquals(17, sample.getIpProtocol(), figures);
            assertTrue(
                    Math.abs(sample.getObservedAtNanos() - sample.getReceivedAtNanos())
                            < PATIENCE.toNanos(),
                    () -> "observed long before or after it came: " + sample);
        }
        assertTrue(
                collector.metrics().keySet().stream()
                        .noneMatch(
                                name ->
                                        name.matches(
                                                "forwarder\\.(malformed|lost|discontinuities|handler).*")),
                figures);
    }

    private void assertWithin(long due, long estimate, double deviation, String figures) {
        assertTrue(
                Math.abs(estimate - due) <= DEVIATIONS * deviation,
                () -> estimate + " of " + due + ", deviation " + deviation + ": " + figures);
    }

    /**
     * Each packet is taken with probability 1/I: the estimate of the sum of x over all packets has
     * the variance (I - 1) * sum of x^2.
     *
     * @param power 0 for packets, 1 for bytes
     */
    private double deviation(int power) {
        double squares = 0;
        for (Totals flow : expected.values()) {
            double each = (double) flow.ipBytes() / flow.packets();
            squares += flow.packets() * Math.pow(each, 2 * power);
        }
        return Math.sqrt(squares * (interval - 1));
    }

    private boolean counts(PacketSample sample) {
        return traffic.hasPort(sample.getDestinationPort())
                && (!ingressOnly || sample.getDirection().equals("ingress"));
    }

    /** By destination address and port; bytes are those from the IP header on. */
    private Map<String, Totals> totals(List<PacketSample> samples) {
        Map<String, Totals> totals = new TreeMap<>();
        for (PacketSample sample : samples) {
            if (counts(sample)) {
                long packets = Weight.packets(sample);
                totals.merge(
                        address(sample) + " " + sample.getDestinationPort(),
                        new Totals(packets, Weight.bits(sample) / 8 - packets * otherBytes),
                        Totals::plus);
            }
        }
        return totals;
    }

    private static Totals sum(Map<String, Totals> totals) {
        return totals.values().stream().reduce(new Totals(0, 0), Totals::plus);
    }

    private static String text(Map<String, Totals> totals) {
        StringBuilder lines = new StringBuilder();
        totals.forEach((flow, of) -> lines.append(flow).append(' ').append(of).append('\n'));
        return lines.toString();
    }

    private static String address(PacketSample sample) {
        try {
            return InetAddress.getByAddress(sample.getDestinationAddress().toByteArray())
                    .getHostAddress();
        } catch (UnknownHostException e) {
            throw new AssertionError("no address: " + sample, e);
        }
    }
}
