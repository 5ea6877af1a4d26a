package io.networkanalytics.bench.forwarder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Who receives, and how it is started: each as its manual advises for high rates. */
enum Collector {
    OURS("ours, Kafka") {
        @Override
        List<String> command(Protocol protocol, Path dir, int port, String kafka)
                throws IOException {
            Path config =
                    Files.writeString(
                            dir.resolve("forwarder.yaml"),
                            String.format(
                                    """
                                    kafka: {bootstrapServers: "%s"}
                                    http: 127.0.0.1:0
                                    inputs:
                                      - {type: %s, listen: "127.0.0.1:%d", receiveBufferBytes: %d}
                                    """,
                                    kafka, protocol.input(), port, RECEIVE_BUFFER_BYTES));
            return List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    AllocationMain.class.getName(),
                    "--config=" + config);
        }
    },
    PMACCT_KAFKA("pmacct, Kafka JSON") {
        @Override
        List<String> command(Protocol protocol, Path dir, int port, String kafka)
                throws IOException {
            int colon = kafka.lastIndexOf(':');
            return pmacct(
                    protocol,
                    dir,
                    port,
                    "plugins: kafka",
                    "kafka_broker_host: " + kafka.substring(0, colon),
                    "kafka_broker_port: " + kafka.substring(colon + 1),
                    "kafka_topic: " + PMACCT_TOPIC,
                    "kafka_output: json",
                    "kafka_refresh_time: " + PMACCT_REFRESH_SECONDS,
                    "kafka_cache_entries: 262139",
                    "kafka_multi_values: 65536");
        }
    },
    PMACCT_FILE("pmacct, file of JSON") {
        @Override
        List<String> command(Protocol protocol, Path dir, int port, String kafka)
                throws IOException {
            return pmacct(
                    protocol,
                    dir,
                    port,
                    "plugins: print",
                    "print_output: json",
                    "print_output_file: " + dir.resolve("flows.json"),
                    "print_refresh_time: " + PMACCT_REFRESH_SECONDS,
                    "print_cache_entries: 262139");
        }
    },
    NFCAPD("nfcapd, binary file") {
        @Override
        List<String> command(Protocol protocol, Path dir, int port, String kafka) {
            return List.of(
                    "nfcapd",
                    "-w",
                    dir.toString(),
                    "-b",
                    "127.0.0.1",
                    "-p",
                    Integer.toString(port),
                    "-B",
                    Integer.toString(RECEIVE_BUFFER_BYTES));
        }

        @Override
        boolean receives(Protocol protocol) {
            return protocol == Protocol.NETFLOW9; // Debian's nfdump comes without sfcapd
        }

        @Override
        long delivered(Path dir) throws IOException {
            return sum(dir.resolve(ERRORS), WRITTEN);
        }
    };

    static final String ALLOCATED = "ALLOCATED ";

    /** What it says on its standard error, in its folder. */
    static final String ERRORS = "errors.txt";

    static final String PMACCT_TOPIC = "bench.pmacct";

    /**
     * It forks a writer each time, which copies the page tables of its caches: a second would be
     * mostly that, ten and more do not fit the caches.
     */
    static final int PMACCT_REFRESH_SECONDS = 5;

    private static final int DELIVERED_BY_PMACCT = 2000;
    private static final Pattern PURGED = Pattern.compile("QN: (\\d+)/\\d+");
    private static final Pattern WRITTEN = Pattern.compile("Ident: .* Flows: (\\d+),");
    private static final int RECEIVE_BUFFER_BYTES = 4 * 1024 * 1024;

    private final String title;

    Collector(String title) {
        this.title = title;
    }

    /** How tables call it. */
    String title() {
        return title;
    }

    /** Whether it can be measured. */
    boolean receives(Protocol protocol) {
        return true;
    }

    /**
     * Datagrams a second that it is sent. pmacct hands what it has read to another process, and
     * drops it there when that does not keep up: it is measured at a rate that it delivers.
     *
     * @return 0: as many as there can be
     */
    int rate() {
        return this == PMACCT_KAFKA || this == PMACCT_FILE ? DELIVERED_BY_PMACCT : 0;
    }

    /**
     * Records that it says it has delivered.
     *
     * @return -1 if it does not say
     */
    long delivered(Path dir) throws IOException {
        return sum(dir.resolve("log.txt"), PURGED);
    }

    private static long sum(Path log, Pattern count) throws IOException {
        if (!Files.exists(log)) {
            return -1;
        }
        return count.matcher(Files.readString(log))
                .results()
                .mapToLong(match -> Long.parseLong(match.group(1)))
                .sum();
    }

    /**
     * Its command line.
     *
     * @param dir for its files
     * @param port to listen to on 127.0.0.1
     * @param kafka {@code host:port}
     */
    abstract List<String> command(Protocol protocol, Path dir, int port, String kafka)
            throws IOException;

    /**
     * The number of the datagram is part of the key, so that flows of different datagrams are not
     * summed up: a record a flow, as ours.
     */
    private static List<String> pmacct(Protocol protocol, Path dir, int port, String... output)
            throws IOException {
        String program = protocol == Protocol.SFLOW ? "sfacctd" : "nfacctd";
        List<String> lines = new ArrayList<>(List.of(output));
        lines.add("daemonize: false");
        lines.add(program + "_ip: 127.0.0.1");
        lines.add(program + "_port: " + port);
        lines.add(program + "_pipe_size: " + RECEIVE_BUFFER_BYTES);
        lines.add("plugin_pipe_size: 67108864");
        lines.add("plugin_buffer_size: 65536");
        lines.add("logfile: " + dir.resolve("log.txt"));
        lines.add(
                "aggregate: src_host, dst_host, src_port, dst_port, proto, tcpflags, tos, in_iface,"
                        + " out_iface, peer_src_ip, sampling_rate, export_proto_seqno"
                        + (protocol == Protocol.SFLOW ? "" : ", timestamp_end"));
        Path config = Files.write(dir.resolve("pmacct.conf"), lines);
        return List.of("/usr/sbin/" + program, "-f", config.toString());
    }
}
