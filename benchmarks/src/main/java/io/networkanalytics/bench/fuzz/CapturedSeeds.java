package io.networkanalytics.bench.fuzz;

import io.networkanalytics.bench.CapturedDatagrams;
import io.networkanalytics.forwarder.capture.CaptureReader;
import io.networkanalytics.forwarder.capture.CapturedPacket;
import io.networkanalytics.model.packet.LinkType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Seeds of real traffic, from captures beside the checkout; none where they are absent. */
final class CapturedSeeds {

    private static final int DATAGRAMS_OF_FILE = 20;
    private static final int PACKETS_OF_FILE = 3;
    private static final long MAX_CAPTURE_BYTES = 4096;

    private final Path captures = FuzzTarget.root().resolve("../shared/captures").normalize();
    private final FuzzTarget target;
    private final Path corpus;
    private int written;

    CapturedSeeds(FuzzTarget target, Path corpus) {
        this.target = target;
        this.corpus = corpus;
    }

    /**
     * Writes them.
     *
     * @return how many
     */
    int write() throws IOException {
        if (!Files.isDirectory(captures)) {
            return 0;
        }
        switch (target) {
            case SFLOW -> datagrams(5, 4);
            case NETFLOW5 -> datagrams(5, 2);
            case NETFLOW9 -> datagrams(9, 2);
            case IPFIX -> datagrams(10, 2);
            case PCAP -> smallCaptures(".pcap");
            case PCAPNG -> smallCaptures(".pcapng");
            case PACKET -> packets();
            default -> {} // nobody else's programs write these
        }
        return written;
    }

    /** Datagrams that begin with a version in so many bytes. */
    private void datagrams(int version, int versionBytes) throws IOException {
        for (Path file : files("flows", ".bin")) {
            datagram(Files.readAllBytes(file), version, versionBytes);
        }
        for (Path file : files("exporters", ".pcap")) {
            List<byte[]> datagrams = CapturedDatagrams.of(file);
            for (byte[] datagram :
                    datagrams.subList(0, Math.min(DATAGRAMS_OF_FILE, datagrams.size()))) {
                datagram(datagram, version, versionBytes);
            }
        }
    }

    private void datagram(byte[] datagram, int version, int versionBytes) throws IOException {
        int found = 0;
        for (int i = 0; i < versionBytes && i < datagram.length; i++) {
            found = found << 8 | (datagram[i] & 0xFF);
        }
        if (found == version) {
            write(datagram);
        }
    }

    private void smallCaptures(String suffix) throws IOException {
        for (Path file : files("benign", suffix)) {
            if (Files.size(file) <= MAX_CAPTURE_BYTES) {
                write(Files.readAllBytes(file));
            }
        }
    }

    private void packets() throws IOException {
        for (Path file : files("benign", ".pcap")) {
            try (CaptureReader reader = CaptureReader.open(file)) {
                CapturedPacket packet = reader.next();
                for (int i = 0; i < PACKETS_OF_FILE && packet != null; i++) {
                    if (packet.linkType() != null) {
                        packet(packet.linkType(), packet);
                    }
                    packet = reader.next();
                }
            }
        }
    }

    private void packet(LinkType link, CapturedPacket packet) throws IOException {
        byte[] seed = new byte[1 + packet.capturedLength()];
        seed[0] = (byte) link.ordinal();
        System.arraycopy(packet.buffer(), 0, seed, 1, packet.capturedLength());
        write(seed);
    }

    private List<Path> files(String folder, String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(captures.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
        }
    }

    private void write(byte[] seed) throws IOException {
        Files.write(corpus.resolve("captured-" + written++), seed);
    }
}
