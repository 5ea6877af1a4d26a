package io.networkanalytics.rules.language;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Escapes in strings, and bytes that are text. */
final class StringEscapes {

    private StringEscapes() {}

    /** A quoted string: \" and \\ stand for themselves, \xHH for a byte. */
    static String decode(String source, Token token) throws ExpressionException {
        String text = token.text();
        if (text.indexOf('\\') < 0) {
            return text;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        int at = 0;
        while (at < text.length()) {
            int escape = text.indexOf('\\', at);
            int plain = escape < 0 ? text.length() : escape;
            bytes.writeBytes(text.substring(at, plain).getBytes(StandardCharsets.UTF_8));
            at = plain;
            if (escape >= 0) {
                char c = text.charAt(escape + 1);
                int value = c == 'x' ? hex(text, escape + 2) : c;
                if (value < 0 || (c != 'x' && c != '"' && c != '\\')) {
                    int begin = token.start() + 1 + escape;
                    int end = Math.min(token.end() - 1, begin + (c == 'x' ? 4 : 2));
                    throw ExpressionException.at(
                            source,
                            begin,
                            end,
                            "one of the escapes \\\", \\\\ and \\xHH; in r\"...\" nothing is escaped",
                            "");
                }
                bytes.write(value);
                at = escape + (c == 'x' ? 4 : 2);
            }
        }
        return utf8(source, token, bytes.toByteArray());
    }

    /** A quoted regular expression. */
    static String unquote(String text) {
        StringBuilder pattern = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
                if (text.charAt(i) != '"') {
                    pattern.append(c);
                }
            }
            pattern.append(text.charAt(i));
        }
        return pattern.toString();
    }

    /** Bytes such as 01:02:03, two or more. */
    static String bytes(String source, Token token) throws ExpressionException {
        String text = token.text();
        if (!text.matches("[0-9a-fA-F]{2}(:[0-9a-fA-F]{2})+")) {
            throw ExpressionException.at(
                    source, token, "a string in quotes, or bytes such as 01:02:03");
        }
        byte[] bytes = new byte[(text.length() + 1) / 3];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) hex(text, i * 3);
        }
        return utf8(source, token, bytes);
    }

    /** Every field that holds text holds UTF-8: other bytes would never be found in it. */
    private static String utf8(String source, Token token, byte[] bytes)
            throws ExpressionException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw ExpressionException.at(
                    source, token, "bytes that are UTF-8 text, as the values of text fields are");
        }
    }

    /** Two digits as a number, -1 if they are none. */
    private static int hex(String text, int at) {
        if (at + 2 > text.length()) {
            return -1;
        }
        int high = hexDigit(text.charAt(at));
        int low = hexDigit(text.charAt(at + 1));
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }

    private static int hexDigit(char c) {
        return c < 128 ? Character.digit(c, 16) : -1;
    }
}
