package io.networkanalytics.bench.tracker;

import io.networkanalytics.bench.ChildJava;
import io.networkanalytics.bench.Comparison;
import io.networkanalytics.bench.Measurement;
import io.networkanalytics.bench.Report;
import io.networkanalytics.job.annotate.tcp.ConnectionKeyCodec;
import io.networkanalytics.job.annotate.tcp.TcpConnectionCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a packet costs the tracker, by the number of connections and where their state is. */
@Command(
        name = "tracker",
        mixinStandardHelpOptions = true,
        description =
                "TCP packets per second of processor time through the tracker's operator, on Flink's"
                        + " heap and RocksDB state backends, with 10^4 to 10^7 connections.")
public final class TrackerBench implements Callable<Integer> {

    private static final String HEAP = "heap";
    private static final double GOAL = 0.5;
    private static final int ENTRY_BYTES_OF_NF_CONNTRACK = 320;

    @Option(names = "--rounds", description = "Runs of each contestant (default: 5).")
    private int rounds = 5;

    @Option(names = "--packets", description = "Measured packets of each run (default: 1000000).")
    private int packets = 1_000_000;

    @Option(
            names = "--connections",
            split = ",",
            description = "Numbers of connections (default: 10000,1000000,10000000).")
    private List<Integer> connections = List.of(10_000, 1_000_000, 10_000_000);

    @Option(
            names = "--backends",
            split = ",",
            description = "heap, rocksdb (default: both, in turn).")
    private List<String> backends = List.of(HEAP, "rocksdb");

    @Override
    public Integer call() throws IOException, InterruptedException {
        int most = connections.get(connections.size() - 1);
        Comparison comparison = new Comparison("tracker", "packets/cpu-s", name(HEAP, most));
        for (int round = 0; round < rounds; round++) {
            for (String backend : backends) {
                for (int count : connections) {
                    comparison.add(name(backend, count), measure(backend, count));
                }
            }
        }
        if (backends.contains(HEAP)) {
            comparison.goal(name(HEAP, connections.get(0)), GOAL);
        }
        Report report = new Report(comparison, Clock.systemUTC());
        report.print(System.out);
        int direction = TcpConnectionCodec.ONE_DIRECTION_BYTES;
        int v4 = ConnectionKeyCodec.V4_BYTES;
        int v6 = ConnectionKeyCodec.MAX_BYTES;
        System.out.printf(
                Locale.ROOT,
                "bytes a connection, one direction: state %d, with its key %d (IPv4), %d (IPv6); both"
                        + " directions: state %d, with its key %d, %d; nf_conntrack's entry: %d%n",
                direction,
                direction + v4,
                direction + v6,
                TcpConnectionCodec.MAX_BYTES,
                TcpConnectionCodec.MAX_BYTES + v4,
                TcpConnectionCodec.MAX_BYTES + v6,
                ENTRY_BYTES_OF_NF_CONNTRACK);
        Path file =
                report.write(
                        Map.of(
                                "packets", Integer.toString(packets),
                                "bytesOneDirection", Integer.toString(direction),
                                "bytesBothDirections",
                                        Integer.toString(TcpConnectionCodec.MAX_BYTES)));
        System.out.println(file);
        return 0;
    }

    private static String name(String backend, int connections) {
        return String.format(Locale.ROOT, "%s, %,d", backend, connections);
    }

    private Measurement measure(String backend, int count)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("tracker-bench");
        try {
            String heap = count > 2_000_000 && backend.equals(HEAP) ? "8g" : "2g";
            String[] result =
                    ChildJava.run(
                                    TrackerMain.class,
                                    // All of it from the start, as a TaskManager has it: or it is
                                    // measured how the collector makes its heap larger.
                                    List.of("-Xms" + heap, "-Xmx" + heap, "-XX:+UseParallelGC"),
                                    Map.of(),
                                    backend,
                                    Integer.toString(count),
                                    Integer.toString(packets),
                                    folder.toString())
                            .split(" ", -1);
            Measurement measurement =
                    new Measurement(Double.parseDouble(result[0]), Long.parseLong(result[1]));
            System.out.printf(
                    Locale.ROOT,
                    "%-24s %,12.0f packets/cpu-s %,8d MB%n",
                    name(backend, count),
                    measurement.value(),
                    measurement.residentBytes() / 1_000_000);
            return measurement;
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
