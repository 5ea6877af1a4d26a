package io.networkanalytics.forwarder.nflog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Collectors;

/** Bytes as the kernel wrote them, from the resources beside the rules. */
public final class GoldenBytes {

    private GoldenBytes() {}

    /** Hexadecimal lines; those that start with # are comments. */
    public static byte[] read(String name) {
        try (InputStream in = GoldenBytes.class.getResourceAsStream("/nflog/" + name)) {
            String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            return HexFormat.of()
                    .parseHex(
                            text.lines()
                                    .filter(line -> !line.startsWith("#"))
                                    .collect(Collectors.joining()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
