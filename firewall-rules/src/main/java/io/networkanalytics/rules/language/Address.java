package io.networkanalytics.rules.language;

import io.networkanalytics.model.IpAddresses;

/**
 * An address in the 16-byte form of samples: IPv4 is mapped.
 *
 * @param high first eight bytes
 * @param low last eight bytes
 */
public record Address(long high, long low) implements Comparable<Address> {

    private static final long V4_MARK = 0xFFFFL << 32;

    static final Address FIRST_V4 = new Address(0, V4_MARK);
    static final Address LAST_V4 = new Address(0, V4_MARK | 0xFFFF_FFFFL);

    /**
     * An IPv4 address.
     *
     * @param bits its 32 bits
     */
    public static Address v4(long bits) {
        return new Address(0, V4_MARK | bits);
    }

    /** Whether it is IPv4. */
    public boolean isV4() {
        return isV4(high, low);
    }

    /** Whether an address is IPv4. */
    public static boolean isV4(long high, long low) {
        return IpAddresses.isV4(high, low);
    }

    @Override
    public int compareTo(Address other) {
        return compare(high, low, other.high, other.low);
    }

    /** Order of two addresses as 128-bit numbers. */
    public static int compare(long high, long low, long otherHigh, long otherLow) {
        int order = Long.compareUnsigned(high, otherHigh);
        return order != 0 ? order : Long.compareUnsigned(low, otherLow);
    }

    /** The address behind this one. */
    public Address next() {
        return new Address(low == -1 ? high + 1 : high, low + 1);
    }

    /** The address before this one. */
    public Address previous() {
        return new Address(low == 0 ? high - 1 : high, low - 1);
    }

    /** RFC 5952 but for the mixed form; IPv4 dotted. */
    @Override
    public String toString() {
        return AddressText.of(this);
    }
}
