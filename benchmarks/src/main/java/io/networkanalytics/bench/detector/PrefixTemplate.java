package io.networkanalytics.bench.detector;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.random.RandomGenerator;

/** How a payload begins: bytes that are given, bytes that vary, noise behind them. */
final class PrefixTemplate {

    private final byte[] given;
    private final BitSet varying;

    private PrefixTemplate(byte[] given, BitSet varying) {
        this.given = given;
        this.varying = varying;
    }

    /**
     * Reads a template.
     *
     * @param text blank-separated hexadecimal bytes, {@code ??} for one that varies, and 'text'
     */
    static PrefixTemplate of(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BitSet varying = new BitSet();
        int at = 0;
        while (at < text.length()) {
            if (text.charAt(at) == ' ') {
                at++;
            } else if (text.charAt(at) == '\'') {
                int end = text.indexOf('\'', at + 1);
                bytes.writeBytes(text.substring(at + 1, end).getBytes(StandardCharsets.US_ASCII));
                at = end + 1;
            } else {
                String two = text.substring(at, at + 2);
                varying.set(bytes.size(), two.equals("??"));
                bytes.write(two.equals("??") ? 0 : Integer.parseInt(two, 16));
                at += 2;
            }
        }
        return new PrefixTemplate(bytes.toByteArray(), varying);
    }

    /** The prefix of a payload of so many bytes. */
    ByteString fill(RandomGenerator random, int payload) {
        byte[] prefix = Arrays.copyOf(given, Math.min(Headers.PREFIX_BYTES, payload));
        for (int i = 0; i < prefix.length; i++) {
            if (i >= given.length || varying.get(i)) {
                prefix[i] = (byte) random.nextInt();
            }
        }
        return UnsafeByteOperations.unsafeWrap(prefix);
    }
}
