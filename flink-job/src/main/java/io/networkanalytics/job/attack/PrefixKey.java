package io.networkanalytics.job.attack;

import io.networkanalytics.model.IpAddresses;

/**
 * Where counts meet: a /24 of IPv4 or a /48 of IPv6, of one account. Also a key of Flink state.
 *
 * @param account whose addresses
 * @param high first eight bytes of the prefix (IPv4 mapped)
 * @param low last eight bytes
 */
public record PrefixKey(long account, long high, long low) {

    private static final int V4_BITS = 120;
    private static final int V6_BITS = 48;

    static PrefixKey of(long account, long addressHigh, long addressLow) {
        return IpAddresses.isV4(addressHigh, addressLow)
                ? new PrefixKey(account, addressHigh, addressLow & 0xFFFF_FFFF_FFFF_FF00L)
                : new PrefixKey(account, addressHigh & 0xFFFF_FFFF_FFFF_0000L, 0);
    }

    /** Bits of the prefix in the 16-byte form. */
    int length() {
        return IpAddresses.isV4(high, low) ? V4_BITS : V6_BITS;
    }

    @Override
    public int hashCode() {
        return (int) (PacketDigest.mix(PacketDigest.mix(account ^ high) ^ low) >>> 32);
    }
}
