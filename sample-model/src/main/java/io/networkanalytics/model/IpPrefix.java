package io.networkanalytics.model;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * An address prefix, IPv4 or IPv6, in the 16-byte form that samples use: IPv4 is mapped, so
 * 10.0.0.0/8 has length 104.
 *
 * @param high first eight bytes of the network address
 * @param low last eight bytes of the network address
 * @param length bits of the prefix in the 16-byte form, 0 to 128
 */
public record IpPrefix(long high, long low, int length) {

    private static final int MAPPED_BITS = 96;
    private static final long MAPPED_MARK = 0xFFFFL << 32;

    public IpPrefix {
        if (length < 0 || length > 128) {
            throw new IllegalArgumentException("prefix length " + length + " is outside 0..128");
        }
        if ((high & ~highMask(length)) != 0 || (low & ~lowMask(length)) != 0) {
            throw new IllegalArgumentException("host bits behind the prefix length are not zero");
        }
    }

    /**
     * Reads {@code 10.0.0.0/8}, {@code 2001:db8::/32} or a single address.
     *
     * @param text the prefix
     * @return the prefix
     * @throws IllegalArgumentException if it is not one; the message says why
     */
    public static IpPrefix parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        // Only literals: InetAddress would ask the name service for anything else.
        boolean literal = address.indexOf(':') >= 0 || address.matches("\\d+(\\.\\d+){3}");
        if (!literal) {
            throw notAPrefix(text, "the address must be a literal", null);
        }
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress();
            boolean v4 = bytes.length == 4;
            int bits = slash < 0 ? bytes.length * 8 : Integer.parseInt(text.substring(slash + 1));
            if (bits < 0 || bits > bytes.length * 8) {
                throw notAPrefix(text, "the length must be 0.." + bytes.length * 8, null);
            }
            long high = v4 ? 0 : bigEndian(bytes, 0, 8);
            long low = v4 ? MAPPED_MARK | bigEndian(bytes, 0, 4) : bigEndian(bytes, 8, 8);
            return new IpPrefix(high, low, v4 ? bits + MAPPED_BITS : bits);
        } catch (UnknownHostException | IllegalArgumentException e) {
            throw notAPrefix(text, e.getMessage(), e);
        }
    }

    /**
     * The prefix of a length that an address lies in.
     *
     * @param addressHigh first eight bytes of the address
     * @param addressLow last eight bytes
     * @param length bits of the prefix in the 16-byte form, 0 to 128
     * @return the address without its host bits
     * @throws IllegalArgumentException if the length is outside its range
     */
    public static IpPrefix around(long addressHigh, long addressLow, int length) {
        return new IpPrefix(addressHigh & highMask(length), addressLow & lowMask(length), length);
    }

    /**
     * Whether an address lies in the prefix.
     *
     * @param addressHigh first eight bytes of the address
     * @param addressLow last eight bytes
     * @return true if it does
     */
    public boolean contains(long addressHigh, long addressLow) {
        return (addressHigh & highMask(length)) == high && (addressLow & lowMask(length)) == low;
    }

    /** Mask of the first eight bytes. */
    static long highMask(int length) {
        return length == 0 ? 0 : length >= 64 ? -1L : -1L << (64 - length);
    }

    /** Mask of the last eight bytes. */
    static long lowMask(int length) {
        return length <= 64 ? 0 : length == 128 ? -1L : -1L << (128 - length);
    }

    private static long bigEndian(byte[] bytes, int offset, int count) {
        long value = 0;
        for (int i = offset; i < offset + count; i++) {
            value = value << 8 | (bytes[i] & 0xFF);
        }
        return value;
    }

    private static IllegalArgumentException notAPrefix(String text, String why, Exception cause) {
        return new IllegalArgumentException("not an address prefix: '" + text + "': " + why, cause);
    }
}
