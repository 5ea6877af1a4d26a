package io.networkanalytics.bench.detector;

import com.google.protobuf.ByteString;
import io.networkanalytics.model.IpAddresses;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.random.RandomGenerator;

/**
 * Where packets go: an address, or all addresses of a prefix.
 *
 * @param ipv6 or else IPv4
 * @param high first eight bytes of the address
 * @param low last eight bytes of the address
 * @param hostBits that vary: 0 for an address, 8 for a /24, 80 for a /48
 */
record AttackTarget(boolean ipv6, long high, long low, int hostBits) {

    /** One address in a range for documentation. */
    static AttackTarget address(RandomGenerator seeded, boolean ipv6) {
        AttackTarget prefix = prefix(seeded, ipv6);
        ByteString one = prefix.pick(seeded);
        return new AttackTarget(ipv6, IpAddresses.high(one), IpAddresses.low(one), 0);
    }

    /** A /24 or a /48. */
    static AttackTarget prefix(RandomGenerator seeded, boolean ipv6) {
        return ipv6
                ? new AttackTarget(
                        true, 0x2001_0db8_0000_0000L | (long) seeded.nextInt(1 << 16) << 16, 0, 80)
                : new AttackTarget(
                        false,
                        0,
                        0xFFFF_0000_0000L | 0xC612_0000L | (long) seeded.nextInt(1 << 9) << 8,
                        8);
    }

    /** Draws an address of it. */
    ByteString pick(RandomGenerator random) {
        if (hostBits == 0) {
            return IpAddresses.of(high, low);
        }
        return hostBits > 64
                ? IpAddresses.of(high | random.nextLong() >>> (128 - hostBits), random.nextLong())
                : IpAddresses.of(high, low | random.nextLong() >>> (64 - hostBits));
    }

    /** An address with its length, or the prefix. */
    String text() {
        try {
            byte[] bytes = IpAddresses.of(high, low).toByteArray();
            int length = (ipv6 ? 128 : 32) - hostBits;
            return InetAddress.getByAddress(bytes).getHostAddress() + "/" + length;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("16 bytes are an address", e);
        }
    }
}
