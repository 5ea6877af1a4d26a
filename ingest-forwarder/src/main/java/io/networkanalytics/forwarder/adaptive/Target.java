package io.networkanalytics.forwarder.adaptive;

import com.google.protobuf.ByteString;
import io.networkanalytics.model.IpAddresses;
import io.networkanalytics.model.PrefixTable;

/**
 * What is limited together: an account, or the /24 (IPv4) or /48 (IPv6) of an address of no known
 * account.
 *
 * @param account true for an account
 * @param high first eight bytes of the prefix, 0 for an account
 * @param low last eight bytes of the prefix, or the account
 */
record Target(boolean account, long high, long low) {

    private static final long V4_MASK = -1L << 8;
    private static final long V6_MASK = -1L << 16;

    static Target of(ByteString address, PrefixTable<Long> accounts) {
        if (address.size() != 16) {
            return new Target(false, 0, 0);
        }
        if (accounts.size() > 0) {
            Long account = accounts.longestMatch(address).orElse(null);
            if (account != null) {
                return new Target(true, 0, account);
            }
        }
        long high = IpAddresses.high(address);
        long low = IpAddresses.low(address);
        return IpAddresses.isV4(high, low)
                ? new Target(false, high, low & V4_MASK)
                : new Target(false, high & V6_MASK, 0);
    }
}
