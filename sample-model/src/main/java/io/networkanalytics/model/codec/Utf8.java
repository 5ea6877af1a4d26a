package io.networkanalytics.model.codec;

import java.nio.charset.StandardCharsets;

/** Texts as UTF-8 in place, without an array of their own where they are ASCII: nearly all are. */
public final class Utf8 {

    private Utf8() {}

    /**
     * Bytes that a text takes. A surrogate without its other half counts as the question mark that
     * {@link String#getBytes} makes of it.
     *
     * @return 0 or more
     */
    public static int length(String text) {
        int chars = text.length();
        int bytes = chars;
        for (int i = 0; i < chars; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                continue;
            }
            if (c < 0x800) {
                bytes++;
            } else if (!Character.isSurrogate(c)) {
                bytes += 2;
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < chars
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                bytes += 2; // two chars, four bytes
                i++;
            }
        }
        return bytes;
    }

    /**
     * Writes a text.
     *
     * @param length its {@link #length}; {@code to} has room for it
     */
    static void write(String text, int length, byte[] to, int at) {
        if (length == text.length() && ascii(text, to, at)) {
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, to, at, bytes.length);
    }

    /** Returns false at the first character that is not ASCII. */
    private static boolean ascii(String text, byte[] to, int at) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                return false;
            }
            to[at + i] = (byte) c;
        }
        return true;
    }
}
