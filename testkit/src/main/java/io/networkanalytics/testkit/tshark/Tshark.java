package io.networkanalytics.testkit.tshark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The packet analyzer tshark, an independent reading of the same captures. */
public final class Tshark {
    /**
     * Fields are read one packet a time: nothing is put together, and numbers are as on the wire.
     */
    private static final List<String> PREFERENCES =
            List.of(
                    "ip.defragment:FALSE",
                    "ipv6.defragment:FALSE",
                    "tcp.relative_sequence_numbers:FALSE",
                    "tcp.desegment_tcp_streams:FALSE",
                    "tcp.analyze_sequence_numbers:FALSE");

    /** A raw IPv4 packet with fragment offset 185, in units of 8 bytes. */
    private static final byte[] FRAGMENT = {
        0x45,
        0,
        0,
        28,
        0,
        1,
        0,
        (byte) 185,
        64,
        (byte) 253,
        0,
        0,
        10,
        0,
        0,
        1,
        10,
        0,
        0,
        2,
        1,
        2,
        3,
        4,
        5,
        6,
        7,
        8
    };

    private final String version;
    private final int fragmentOffsetUnit;

    private Tshark(String version, int fragmentOffsetUnit) {
        this.version = version;
        this.fragmentOffsetUnit = fragmentOffsetUnit;
    }

    /** Empty where tshark is not installed. */
    public static Optional<Tshark> installed() throws IOException {
        Process process;
        try {
            process = new ProcessBuilder("tshark", "--version").redirectErrorStream(true).start();
        } catch (IOException e) {
            return Optional.empty();
        }
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String version =
                text.lines()
                        .filter(line -> line.startsWith("TShark"))
                        .findFirst()
                        .orElse("tshark of unknown version");
        return Optional.of(new Tshark(version, measureFragmentOffsetUnit()));
    }

    public String version() {
        return version;
    }

    /** Bytes that 1 in ip.frag_offset stands for: 8 or 1, which differs between versions. */
    int fragmentOffsetUnit() {
        return fragmentOffsetUnit;
    }

    /** Starts to read a capture. */
    TsharkFrames read(Path capture) throws IOException {
        return read(capture, TsharkFields.ALL);
    }

    private static TsharkFrames read(Path capture, List<String> fields) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("tshark", "-n", "-r", capture.toString(), "-T", "fields"));
        PREFERENCES.forEach(preference -> command.addAll(List.of("-o", preference)));
        command.addAll(List.of("-E", "separator=/t", "-E", "occurrence=a", "-E", "aggregator=,"));
        fields.forEach(field -> command.addAll(List.of("-e", field)));
        return new TsharkFrames(command, fields);
    }

    private static int measureFragmentOffsetUnit() throws IOException {
        Path capture = Files.createTempFile("fragment", ".pcap");
        try {
            Files.write(capture, PcapBytes.of(101, FRAGMENT));
            try (TsharkFrames frames = read(capture, List.of("ip.frag_offset"))) {
                long shown = frames.next().number("ip.frag_offset");
                return shown == 185 ? 8 : 1;
            }
        } finally {
            Files.delete(capture);
        }
    }

    static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
