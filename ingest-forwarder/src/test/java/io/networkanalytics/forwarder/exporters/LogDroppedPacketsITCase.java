package io.networkanalytics.forwarder.exporters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.networkanalytics.forwarder.config.ConfigReader;
import io.networkanalytics.forwarder.config.InputConfig;
import io.networkanalytics.forwarder.intake.Exporters;
import io.networkanalytics.forwarder.intake.InputSettings;
import io.networkanalytics.forwarder.nflog.NflogInput;
import io.networkanalytics.forwarder.nflog.NflogSettings;
import io.networkanalytics.forwarder.observe.ForwarderMetrics;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.Weight;
import io.networkanalytics.testkit.network.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The rules and configurations of docs/how-to/log-dropped-packets.md, as they stand there. */
@Tag("exporters")
@Timeout(120)
class LogDroppedPacketsITCase {

    private static final int PACKETS = 100_000;
    private static final int PER_SECOND = 20_000;
    private static final int INTERVAL = 100;
    private static final double SIGMAS = 5;
    private static final int UDP = 17;

    private static final Pattern BLOCK =
            Pattern.compile("^ *```(\\w*)\n(.*?)^ *```", Pattern.MULTILINE | Pattern.DOTALL);

    private final ForwarderMetrics metrics = new ForwarderMetrics(new SimpleMeterRegistry());
    private final GatedSink sink = new GatedSink();
    private FilteredLink link;

    @TempDir private Path folder;

    @BeforeAll
    static void needs() {
        assumeTrue(Commands.succeeds("unshare -n true"), "skipped: network namespaces need root");
        assumeTrue(
                Commands.succeeds("nft --version"),
                "skipped: nft is not here (Debian package nftables)");
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
    void theRulesAndTheConfigurationOfThePageWork() throws Exception {
        Path rules = Files.writeString(folder.resolve("rules.nft"), blocks("").get(0));
        Commands.run(FilteredLink.inside("nft -f " + rules));
        InputConfig.Nflog config = (InputConfig.Nflog) input(blocks("yaml").get(0));
        NflogSettings settings =
                new NflogSettings(
                        config.settings().group(),
                        FilteredLink.NAMESPACE,
                        config.settings().copyRange(),
                        config.settings().receiveBufferBytes(),
                        config.settings().queueThreshold(),
                        config.settings().queueTimeoutMillis());
        NflogInput input =
                new NflogInput(
                        new Exporters(1, metrics)
                                .of(new InputSettings("log", "nflog", "", 1), "edge1"),
                        settings,
                        config.marks(),
                        false,
                        sink,
                        Clock.systemUTC(),
                        metrics);
        input.start();
        try {
            FilteredLink.send(0, PACKETS, PER_SECOND);
        } finally {
            input.stop(Duration.ofSeconds(30));
        }
        // The link has neighbours to find, too.
        List<PacketSample> samples =
                sink.samples().stream().filter(sample -> sample.getIpProtocol() == UDP).toList();
        assertEquals(
                new TreeSet<>(
                        List.of(
                                "nftables|101|drop|BLOCKED|100",
                                "nftables|102|drop|RATE_LIMITED|100",
                                "nftables|102|pass||100",
                                "nftables||pass||100")),
                samples.stream()
                        .map(NflogITCase::prefix)
                        .collect(Collectors.toCollection(TreeSet::new)));
        assertTrue(samples.stream().allMatch(s -> s.getVerdict().equals(s.getOutcome())));
        long represented = samples.stream().mapToLong(Weight::packets).sum();
        double deviation = INTERVAL * Math.sqrt(PACKETS * (1.0 / INTERVAL) * (1 - 1.0 / INTERVAL));
        System.out.printf(
                "rules of the page: %d sent, %d samples, %d represented, deviation %.0f%n",
                PACKETS, samples.size(), represented, deviation);
        assertEquals((double) PACKETS, represented, SIGMAS * deviation);
    }

    @Test
    void thePipeOfThePageIsReadAsItSays() throws Exception {
        InputConfig.PcapStream config = (InputConfig.PcapStream) input(blocks("yaml").get(1));
        InputConfig.Nflog live = (InputConfig.Nflog) input(blocks("yaml").get(0));
        assertEquals(live.marks(), config.marks());
        assertTrue(
                blocks("").get(1).contains(" -w " + config.settings().file() + "\n"),
                "tcpdump writes to another file than the forwarder reads");
    }

    private InputConfig input(String inputs) throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("f.yaml"), "kafka: {bootstrapServers: 'k:1'}\n" + inputs);
        return ConfigReader.read(file).inputs().get(0);
    }

    /** The blocks of the page in that language, without the indent of the list they stand in. */
    private static List<String> blocks(String language) throws IOException {
        Path page =
                Path.of(System.getProperty("repository.root", ".."))
                        .resolve("docs/how-to/log-dropped-packets.md");
        return BLOCK.matcher(Files.readString(page))
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2).stripTrailing().stripIndent() + "\n")
                .toList();
    }
}
