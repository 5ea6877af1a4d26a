package io.networkanalytics.bench.forwarder;

import io.networkanalytics.bench.CapturedDatagrams;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What is sent. */
enum Protocol {
    SFLOW("sflow", "pmacctd-sfprobe.pcap", "sflow/flow", 5) {
        @Override
        int sequenceAt(ByteBuffer datagram) {
            return datagram.getInt(4) == 1 ? 16 : 28;
        }
    },
    NETFLOW9("netflow", "nfreplay-v9.pcap", "netflow9/template-and-data", 9 << 16) {
        @Override
        int sequenceAt(ByteBuffer datagram) {
            return 12;
        }
    };

    private final String input;
    private final String capture;
    private final String seed;
    private final int start;

    Protocol(String input, String capture, String seed, int start) {
        this.input = input;
        this.capture = capture;
        this.seed = seed;
        this.start = start;
    }

    /** Type of the forwarder's input. */
    String input() {
        return input;
    }

    /** Index of the datagram's 32-bit sequence number. */
    abstract int sequenceAt(ByteBuffer datagram);

    /**
     * Datagrams of a real exporter from a capture beside the checkout, where it is; else a seed of
     * the fuzz tests.
     */
    List<byte[]> datagrams() throws IOException {
        Path root = Path.of(System.getProperty("repository.root", ".")).toAbsolutePath();
        Path file = root.resolve("../shared/captures/exporters").normalize().resolve(capture);
        List<byte[]> all =
                Files.isReadable(file)
                        ? CapturedDatagrams.of(file)
                        : List.of(
                                Files.readAllBytes(root.resolve("benchmarks/fuzz/seeds/" + seed)));
        return all.stream().filter(this::isOurs).toList();
    }

    private boolean isOurs(byte[] datagram) {
        // The number of records follows the version of NetFlow.
        int mask = this == SFLOW ? -1 : 0xFFFF0000;
        return datagram.length >= 20 && (ByteBuffer.wrap(datagram).getInt(0) & mask) == start;
    }
}
