package io.networkanalytics.forwarder.exporters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.networkanalytics.forwarder.Input;
import io.networkanalytics.forwarder.intake.Exporter;
import io.networkanalytics.forwarder.intake.Exporters;
import io.networkanalytics.forwarder.intake.InputSettings;
import io.networkanalytics.forwarder.live.PcapStreamInput;
import io.networkanalytics.forwarder.live.PcapStreamSettings;
import io.networkanalytics.forwarder.nflog.MarkBits;
import io.networkanalytics.forwarder.nflog.NflogInput;
import io.networkanalytics.forwarder.nflog.NflogSettings;
import io.networkanalytics.forwarder.observe.ForwarderMetrics;
import io.networkanalytics.forwarder.observe.MetricMap;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.SamplingMode;
import io.networkanalytics.model.Weight;
import io.networkanalytics.testkit.network.Commands;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The real rules of nftables and iptables on real packets: each packet that the kernel logs becomes
 * one sample, and what the samples stand for is what was sent.
 */
@Tag("exporters")
@Timeout(120)
class NflogITCase {

    private static final int PACKETS = 100_000;
    private static final int PER_SECOND = 50_000;
    private static final int INTERVAL = 10;
    private static final double SIGMAS = 5;
    private static final int UDP = 17;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final MarkBits MARKS = new MarkBits(1, 2);
    private static final String LOST = "forwarder.lost exporter=edge1 input=log what=samples";

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ForwarderMetrics metrics = new ForwarderMetrics(registry);
    private final GatedSink sink = new GatedSink();
    private FilteredLink link;

    @TempDir private Path folder;

    @BeforeAll
    static void needs() {
        assumeTrue(Commands.succeeds("unshare -n true"), "skipped: network namespaces need root");
        for (String program : List.of("nft", "iptables", "tcpdump")) {
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
    void everyPacketThatNftablesLogsIsOneSample() throws Exception {
        nftRules();
        long rate = receive(live(NflogSettings.DEFAULT_RECEIVE_BUFFER_BYTES), PACKETS);
        Map<String, Long> counted = FilteredLink.nftCounters();
        assertEquals(PACKETS, counted.get("seen"));
        judge("nftables", nftLogged(counted), rate);
        judgeFields();
    }

    @Test
    void everyPacketThatIptablesLogsIsOneSample() throws Exception {
        iptablesRules();
        long rate = receive(live(NflogSettings.DEFAULT_RECEIVE_BUFFER_BYTES), PACKETS);
        judge("iptables", FilteredLink.iptablesLogged(), rate);
        judgeFields();
    }

    @Test
    void thePipedCaptureOfAGroupGivesTheSame() throws Exception {
        nftRules();
        Path pipe = folder.resolve("pipe");
        Commands.run("mkfifo " + pipe);
        Input input =
                new PcapStreamInput(
                        exporter(),
                        new PcapStreamSettings(pipe, 1),
                        MARKS,
                        false,
                        sink,
                        Clock.systemUTC(),
                        metrics);
        input.start();
        Process tcpdump =
                new ProcessBuilder(
                                FilteredLink.inside(
                                                "tcpdump -B 32768 -U -w "
                                                        + pipe
                                                        + " -i nflog:"
                                                        + FilteredLink.GROUP)
                                        .split(" ", -1))
                        .start();
        long rate;
        try {
            awaitLine(tcpdump.errorReader(), "listening on");
            rate = FilteredLink.send(0, PACKETS / 2, PER_SECOND / 5);
            long logged = sum(nftLogged(FilteredLink.nftCounters()));
            // What the kernel still gathers when its listener ends is lost.
            FilteredLink.await(
                    () -> sink.samples().size() >= logged,
                    () -> sink.samples().size() + " of " + logged + " arrived");
            Commands.run("kill -INT " + tcpdump.pid());
            assertTrue(tcpdump.waitFor(30, TimeUnit.SECONDS), "tcpdump does not end");
        } finally {
            tcpdump.destroyForcibly();
            input.stop(PATIENCE);
        }
        judge("tcpdump of nftables", nftLogged(FilteredLink.nftCounters()), rate);
    }

    /** The reader pauses in the middle, and the socket has no room. */
    @ParameterizedTest
    @ValueSource(strings = {"nftables", "iptables"})
    void whatIsLostIsCountedAndMadeUpFor(String rules) throws Exception {
        boolean nftables = rules.equals("nftables");
        if (nftables) {
            nftRules();
        } else {
            iptablesRules();
        }
        Input input = live(4096);
        input.start();
        long third = PACKETS / 3;
        try {
            FilteredLink.send(0, (int) third, PER_SECOND / 5);
            sink.close();
            FilteredLink.send(third, (int) third, PER_SECOND / 5);
            sink.open();
            FilteredLink.send(2 * third, (int) third, PER_SECOND / 5);
        } finally {
            input.stop(PATIENCE);
        }
        long logged =
                sum(
                        nftables
                                ? nftLogged(FilteredLink.nftCounters())
                                : FilteredLink.iptablesLogged());
        long arrived = sink.samples().size();
        long represented = sink.samples().stream().mapToLong(Weight::packets).sum();
        Map<String, Long> found = MetricMap.of(registry);
        System.out.printf(
                "NFLOG of %s with a paused reader: %d logged, %d arrived, %s lost, %s overruns, %d represented of %d sent%n",
                rules,
                logged,
                arrived,
                found.get(LOST),
                found.get("forwarder.receive.overruns input=log"),
                represented,
                3 * third);
        assertTrue(arrived < logged * 0.8, "too little was lost to mean anything");
        assertEquals(logged - arrived, found.get(LOST), "every loss is counted");
        // As if nothing had been lost, but for what the last samples did not pay any more.
        long due = logged * INTERVAL;
        assertTrue(
                represented <= due && represented > due * 0.99, represented + " instead of " + due);
        assertTrue(found.get("forwarder.receive.overruns input=log") > 0);
        // Port 53 is four of ten packets, before, in and after the gap.
        long dns =
                sink.samples().stream()
                        .filter(sample -> sample.getDestinationPort() == 53)
                        .mapToLong(Weight::packets)
                        .sum();
        assertEquals(0.4, dns / (double) represented, 0.08, "a rule's share of the total");
    }

    @Test
    void aGroupThatIsTakenSaysSo() {
        Input first = live(NflogSettings.DEFAULT_RECEIVE_BUFFER_BYTES);
        first.start();
        try {
            UncheckedIOException refused =
                    Assertions.assertThrows(UncheckedIOException.class, () -> live(4096).start());
            assertTrue(
                    refused.getMessage().contains("another program listens"), () -> "" + refused);
        } finally {
            first.stop(PATIENCE);
        }
    }

    private void nftRules() throws IOException, InterruptedException {
        Commands.run(FilteredLink.inside("nft -f " + FilteredLink.resource("staged.nft")));
    }

    private static void iptablesRules() throws IOException, InterruptedException {
        Commands.run(
                FilteredLink.inside(
                        "iptables-restore " + FilteredLink.resource("staged.iptables")));
    }

    private Input live(int receiveBufferBytes) {
        NflogSettings settings =
                new NflogSettings(
                        FilteredLink.GROUP,
                        FilteredLink.NAMESPACE,
                        128,
                        receiveBufferBytes,
                        NflogSettings.DEFAULT_QUEUE_THRESHOLD,
                        NflogSettings.DEFAULT_QUEUE_TIMEOUT_MILLIS);
        return new NflogInput(exporter(), settings, MARKS, false, sink, Clock.systemUTC(), metrics);
    }

    private Exporter exporter() {
        return new Exporters(10, metrics).of(new InputSettings("log", "nflog", "", 1), "edge1");
    }

    private static long receive(Input input, int packets) throws Exception {
        input.start();
        try {
            return FilteredLink.send(0, packets, PER_SECOND);
        } finally {
            input.stop(PATIENCE);
        }
    }

    /** The counters of the rules that log, under the prefixes of these rules. */
    static Map<String, Long> nftLogged(Map<String, Long> counters) {
        return Map.of(
                "nftables|101|drop|BLOCKED|10", counters.get("logged_101_drop"),
                "nftables|102|drop|RATE_LIMITED|10", counters.get("logged_102_drop"),
                "nftables|102|pass||10", counters.get("logged_102_pass"),
                "nftables||pass||10", counters.get("logged_none_pass"));
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private void judge(String what, Map<String, Long> logged, long rate) {
        List<PacketSample> samples = sink.samples();
        assertEquals(List.of(), sink.rejections());
        Map<String, Long> received =
                samples.stream()
                        .collect(
                                Collectors.groupingBy(
                                        NflogITCase::prefix, TreeMap::new, Collectors.counting()));
        long represented = samples.stream().mapToLong(Weight::packets).sum();
        long sent = what.startsWith("tcpdump") ? PACKETS / 2 : PACKETS;
        double deviation = Math.sqrt(sent * (INTERVAL - 1.0) / (INTERVAL * INTERVAL));
        System.out.printf(
                "NFLOG of %s: %d sent at %d/s, %d samples, deviation %.0f of %d, lost %s, %s%n",
                what,
                sent,
                rate,
                samples.size(),
                deviation,
                sent / INTERVAL,
                MetricMap.of(registry).getOrDefault(LOST, 0L),
                received);
        assertEquals(logged, received, "what the kernel counted, by prefix");
        assertTrue(received.values().stream().allMatch(count -> count > 100), "each rule was hit");
        assertTrue(
                Math.abs(samples.size() - sent / (double) INTERVAL) < SIGMAS * deviation,
                samples.size() + " samples");
        assertEquals(samples.size() * (long) INTERVAL, represented);
        assertEquals(
                samples.size(),
                samples.stream().map(NflogITCase::number).distinct().count(),
                "no packet twice");
        assertTrue(
                MetricMap.of(registry).keySet().stream()
                        .noneMatch(
                                name ->
                                        name.matches(
                                                "forwarder\\.(malformed|lost|discontinuities|handler).*")),
                () -> "nothing malformed, nothing lost: " + MetricMap.of(registry));
    }

    private void judgeFields() {
        long now = Clock.systemUTC().millis();
        for (PacketSample sample : sink.samples()) {
            assertEquals(sample.getVerdict(), sample.getOutcome(), "the mark agrees");
            assertEquals(FilteredLink.IP_BYTES, sample.getBytes(), "not what was copied of it");
            assertEquals(UDP, sample.getIpProtocol());
            assertEquals(FilteredLink.INTERFACE, sample.getIngressInterface());
            assertEquals("ingress", sample.getDirection());
            assertEquals(SamplingMode.RANDOM, sample.getSamplingMode());
            assertEquals(sample.getSourceSystem(), sample.getMitigationSystem());
            long age = now - sample.getObservedAtNanos() / 1_000_000;
            assertTrue(age >= 0 && age < 60_000, "observed " + age + " ms ago");
            assertTrue(sample.getObservedAtNanos() <= sample.getReceivedAtNanos());
        }
    }

    static String prefix(PacketSample sample) {
        return String.join(
                "|",
                sample.getMitigationSystem(),
                sample.getRuleId(),
                sample.getVerdict(),
                sample.getMitigationReason(),
                Integer.toString(sample.getSampleInterval()));
    }

    private static long number(PacketSample sample) {
        return sample.getPayloadPrefix().asReadOnlyByteBuffer().getLong();
    }

    private static void awaitLine(BufferedReader lines, String text) throws IOException {
        StringBuilder seen = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            seen.append(line).append('\n');
            if (line.contains(text)) {
                return;
            }
        }
        throw new AssertionError("tcpdump ended before it said '" + text + "': " + seen);
    }
}
