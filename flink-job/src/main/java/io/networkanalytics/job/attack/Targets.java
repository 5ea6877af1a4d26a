package io.networkanalytics.job.attack;

import io.networkanalytics.model.IpAddresses;
import io.networkanalytics.model.IpPrefix;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Prefixes as people write them. */
final class Targets {

    private static final int ADDRESS_BITS = 128;
    private static final int MAPPED_BITS = 96;

    private Targets() {}

    /** Such as 203.0.113.7/32 or 2001:db8::/48. */
    static String withLength(IpPrefix prefix) {
        boolean v4 = IpAddresses.isV4(prefix.high(), prefix.low());
        return address(prefix.high(), prefix.low())
                + "/"
                + (v4 ? prefix.length() - MAPPED_BITS : prefix.length());
    }

    /** The same, without a length if it is one address. */
    static String text(IpPrefix prefix) {
        return prefix.length() == ADDRESS_BITS
                ? address(prefix.high(), prefix.low())
                : withLength(prefix);
    }

    private static String address(long high, long low) {
        byte[] bytes = IpAddresses.of(high, low).toByteArray();
        try {
            // A mapped address comes out as IPv4.
            return InetAddress.getByAddress(bytes).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("16 bytes are an address", e);
        }
    }
}
