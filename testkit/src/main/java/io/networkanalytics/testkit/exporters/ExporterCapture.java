package io.networkanalytics.testkit.exporters;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Datagrams of exporters out of captures and files, and back into captures. */
final class ExporterCapture {

    private static final int RAW_IP = 101;
    private static final int HEADER_BYTES = 20 + 8;
    private static final InetSocketAddress OF_FILES = new InetSocketAddress("127.0.0.1", 40_000);

    private ExporterCapture() {}

    /**
     * The UDP payloads of a capture, put together where they were fragmented.
     *
     * @param notes told if tshark cannot read all of it
     */
    static List<ExporterDatagram> read(Path capture, Consumer<String> notes) throws IOException {
        Process process =
                new ProcessBuilder(
                                Stream.of(
                                                ("tshark -n -r FILE --disable-protocol cflow"
                                                                + " --disable-protocol sflow -Y udp"
                                                                + " -T fields -E separator=; -E"
                                                                + " occurrence=f -e frame.number"
                                                                + " -e ip.src -e ipv6.src"
                                                                + " -e udp.srcport -e udp.payload")
                                                        .split(" ", -1))
                                        .map(
                                                word ->
                                                        word.equals("FILE")
                                                                ? capture.toString()
                                                                : word)
                                        .toList())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        List<ExporterDatagram> datagrams = new ArrayList<>();
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] columns = line.split(";", -1);
                if (columns.length < 5 || columns[4].isEmpty()) {
                    continue;
                }
                InetAddress source =
                        InetAddress.getByName(columns[1].isEmpty() ? columns[2] : columns[1]);
                datagrams.add(
                        new ExporterDatagram(
                                Long.parseLong(columns[0]),
                                new InetSocketAddress(source, Integer.parseInt(columns[3])),
                                HexFormat.of().parseHex(columns[4])));
            }
        }
        if (process.onExit().join().exitValue() != 0) {
            notes.accept(
                    capture.getFileName()
                            + ": no capture, or cut short; tshark reads "
                            + datagrams.size()
                            + " datagrams of it");
        }
        return datagrams;
    }

    /** The files of a folder, each a datagram of one exporter, in the order of their names. */
    static List<ExporterDatagram> readFiles(Path folder) throws IOException {
        List<ExporterDatagram> datagrams = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".bin")).sorted().toList()) {
                datagrams.add(
                        new ExporterDatagram(
                                datagrams.size() + 1L, OF_FILES, Files.readAllBytes(file)));
            }
        }
        return datagrams;
    }

    /**
     * Writes datagrams as a capture of packets to one port. Each sender gets an IPv4 address of its
     * own, so that IPv6 needs no other form.
     */
    static Path write(List<ExporterDatagram> datagrams, int port) throws IOException {
        int length = 24;
        for (ExporterDatagram datagram : datagrams) {
            length += 16 + HEADER_BYTES + datagram.payload().length;
        }
        ByteBuffer file = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4).putLong(0);
        file.putInt(262_144).putInt(RAW_IP);
        Map<InetAddress, Integer> addresses = new HashMap<>();
        for (ExporterDatagram datagram : datagrams) {
            int source =
                    0x0A000001
                            + addresses.computeIfAbsent(
                                    datagram.sender().getAddress(), key -> addresses.size());
            int bytes = HEADER_BYTES + datagram.payload().length;
            file.order(ByteOrder.LITTLE_ENDIAN).putInt(1).putInt(0).putInt(bytes).putInt(bytes);
            file.order(ByteOrder.BIG_ENDIAN);
            file.putShort((short) 0x4500).putShort((short) bytes).putInt(0);
            file.put((byte) 64)
                    .put((byte) 17)
                    .putShort((short) 0)
                    .putInt(source)
                    .putInt(0x0AFFFFFF);
            file.putShort((short) datagram.sender().getPort()).putShort((short) port);
            file.putShort((short) (8 + datagram.payload().length)).putShort((short) 0);
            file.put(datagram.payload());
        }
        Path capture = Files.createTempFile("exporter", ".pcap");
        Files.write(capture, file.array());
        return capture;
    }
}
