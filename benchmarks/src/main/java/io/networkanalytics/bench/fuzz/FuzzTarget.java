package io.networkanalytics.bench.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What is fuzzed. */
public enum FuzzTarget {
    SFLOW(SflowFuzz.class),
    NETFLOW5(Netflow5Fuzz.class),
    NETFLOW9(Netflow9Fuzz.class),
    IPFIX(IpfixFuzz.class),
    PCAP(PcapFuzz.class),
    PCAPNG(PcapngFuzz.class),
    NFLOG(NflogFuzz.class),
    JSON(JsonFuzz.class),
    PACKET(PacketFuzz.class),
    RULE(RuleFuzz.class),
    SAMPLE(SampleFuzz.class);

    private final Class<?> type;

    FuzzTarget(Class<?> type) {
        this.type = type;
    }

    /** The class with {@code fuzzerTestOneInput}. */
    Class<?> type() {
        return type;
    }

    /** Lower case: its option and its folder of seeds. */
    String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Where its committed seeds are: made by hand, and what fuzzing once found. */
    Path seedFolder() {
        return root().resolve("benchmarks/fuzz/seeds").resolve(title());
    }

    /**
     * Its committed seeds.
     *
     * @throws IOException if the folder is not there
     */
    List<Path> seeds() throws IOException {
        try (Stream<Path> files = Files.list(seedFolder())) {
            return files.sorted().toList();
        }
    }

    /** Where a run keeps what it learns and finds. */
    Path workFolder() {
        return root().resolve("benchmarks/target/fuzz").resolve(title());
    }

    static Path root() {
        return Path.of(System.getProperty("repository.root", ".")).toAbsolutePath().normalize();
    }
}
