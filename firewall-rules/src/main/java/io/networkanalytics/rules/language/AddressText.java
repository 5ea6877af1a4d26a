package io.networkanalytics.rules.language;

/**
 * Addresses as text (RFC 4291, 2.2; RFC 5952). Java's own reader asks the name service for what is
 * no literal, so it is not used.
 */
final class AddressText {

    private static final int GROUPS = 8;

    private AddressText() {}

    /**
     * Reads an address.
     *
     * @return null if it is none
     */
    static Address parse(String text) {
        if (text.indexOf(':') < 0) {
            long v4 = parseV4(text);
            return v4 < 0 ? null : Address.v4(v4);
        }
        return parseV6(text);
    }

    /** 32 bits, -1 if this is no dotted address. A leading zero is refused: is 010 eight or ten? */
    private static long parseV4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return -1;
        }
        long bits = 0;
        for (String part : parts) {
            int value = number(part, 10, 3);
            if (value < 0 || value > 255 || (part.length() > 1 && part.charAt(0) == '0')) {
                return -1;
            }
            bits = bits << 8 | value;
        }
        return bits;
    }

    private static Address parseV6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            int[] groups = groups(text);
            return groups == null || groups.length != GROUPS ? null : of(groups, new int[0]);
        }
        int[] before = groups(text.substring(0, gap));
        int[] after = groups(text.substring(gap + 2));
        return before == null || after == null || before.length + after.length >= GROUPS
                ? null
                : of(before, after);
    }

    /** The groups of part of an address; null if they are wrong. */
    private static int[] groups(String text) {
        if (text.isEmpty()) {
            return new int[0];
        }
        String[] parts = text.split(":", -1);
        String last = parts[parts.length - 1];
        boolean mixed = last.indexOf('.') >= 0;
        int[] groups = new int[parts.length + (mixed ? 1 : 0)];
        for (int i = 0; i < parts.length - (mixed ? 1 : 0); i++) {
            groups[i] = number(parts[i], 16, 4);
            if (groups[i] < 0) {
                return null;
            }
        }
        if (mixed) {
            long v4 = parseV4(last);
            if (v4 < 0) {
                return null;
            }
            groups[parts.length - 1] = (int) (v4 >>> 16);
            groups[parts.length] = (int) (v4 & 0xFFFF);
        }
        return groups;
    }

    private static Address of(int[] before, int[] after) {
        long[] halves = new long[2];
        for (int i = 0; i < GROUPS; i++) {
            int fromEnd = i - (GROUPS - after.length);
            long group = i < before.length ? before[i] : fromEnd >= 0 ? after[fromEnd] : 0;
            halves[i / 4] = halves[i / 4] << 16 | group;
        }
        return new Address(halves[0], halves[1]);
    }

    private static int number(String digits, int radix, int maxDigits) {
        if (digits.isEmpty() || digits.length() > maxDigits) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            int digit = c < 128 ? Character.digit(c, radix) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value * radix + digit;
        }
        return value;
    }

    static String of(Address address) {
        long low = address.low();
        if (address.isV4()) {
            return (low >>> 24 & 255)
                    + "."
                    + (low >>> 16 & 255)
                    + "."
                    + (low >>> 8 & 255)
                    + "."
                    + (low & 255);
        }
        return v6(address);
    }

    private static String v6(Address address) {
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            long half = i < 4 ? address.high() : address.low();
            groups[i] = (int) (half >>> ((3 - i % 4) * 16)) & 0xFFFF;
        }
        int gap = -1;
        int gapLength = 1;
        for (int i = 0; i < GROUPS; i++) {
            int end = i;
            while (end < GROUPS && groups[end] == 0) {
                end++;
            }
            if (end - i > gapLength) {
                gap = i;
                gapLength = end - i;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (i == gap) {
                text.append("::");
                i += gapLength - 1;
            } else {
                boolean first = text.isEmpty() || text.charAt(text.length() - 1) == ':';
                text.append(first ? "" : ":").append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }
}
