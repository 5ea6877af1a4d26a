package io.networkanalytics.forwarder.sflow;

import java.net.InetAddress;
import java.util.Arrays;

/** Text of addresses in the form of RFC 5952: the longest run of zero groups is "::". */
public final class AddressText {

    private AddressText() {}

    public static String of(InetAddress address) {
        byte[] bytes = address.getAddress();
        return of(bytes, 0, bytes.length);
    }

    /**
     * @param buffer holds the address
     * @param offset of its first byte
     * @param length 4 or 16; 0 is no address
     * @return its text, or ""
     */
    public static String of(byte[] buffer, int offset, int length) {
        return switch (length) {
            case 0 -> "";
            case 4 ->
                    (buffer[offset] & 0xFF)
                            + "."
                            + (buffer[offset + 1] & 0xFF)
                            + "."
                            + (buffer[offset + 2] & 0xFF)
                            + "."
                            + (buffer[offset + 3] & 0xFF);
            default -> v6(Arrays.copyOfRange(buffer, offset, offset + 16));
        };
    }

    private static String v6(byte[] bytes) {
        int start = -1;
        int longest = 1;
        for (int i = 0; i < 8; i++) {
            int run = zeroGroups(bytes, i);
            if (run > longest) {
                start = i;
                longest = run;
            }
        }
        StringBuilder text = new StringBuilder(39);
        for (int i = 0; i < 8; i++) {
            if (i == start) {
                text.append("::");
                i += longest - 1;
                continue;
            }
            if (text.length() > 0 && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(group(bytes, i)));
        }
        return text.toString();
    }

    private static int zeroGroups(byte[] bytes, int from) {
        int i = from;
        while (i < 8 && group(bytes, i) == 0) {
            i++;
        }
        return i - from;
    }

    private static int group(byte[] bytes, int index) {
        return (bytes[2 * index] & 0xFF) << 8 | (bytes[2 * index + 1] & 0xFF);
    }
}
