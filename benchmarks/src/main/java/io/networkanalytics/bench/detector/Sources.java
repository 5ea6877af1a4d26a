package io.networkanalytics.bench.detector;

import com.google.protobuf.ByteString;
import io.networkanalytics.model.IpAddresses;
import io.networkanalytics.model.PacketSample;
import java.util.random.RandomGenerator;

/** Who sends: sets source address and TTL. */
interface Sources {

    /** Draws a sender. */
    void pick(RandomGenerator random, PacketSample.Builder packet);

    /** Any address for each packet; all come from one or few machines, so the TTL hardly varies. */
    static Sources spoofed(RandomGenerator seeded, boolean ipv6) {
        int ttl = seeded.nextInt(40, 250);
        int spread = seeded.nextInt(1, 4);
        return (random, packet) ->
                packet.setSourceAddress(address(random.nextLong(), ipv6))
                        .setIpTtl(ttl + random.nextInt(spread));
    }

    /** So many hosts, each with its address and its distance. */
    static Sources hosts(RandomGenerator seeded, boolean ipv6, int hosts) {
        long key = seeded.nextLong();
        int[] initial = {64, 64, 64, 128, 255};
        return (random, packet) -> {
            long host = mixed(key + random.nextInt(hosts));
            packet.setSourceAddress(address(host, ipv6))
                    .setIpTtl(
                            initial[Math.floorMod((int) (host >>> 8), initial.length)]
                                    - 6
                                    - Math.floorMod((int) (host >>> 24), 14));
        };
    }

    /** A unicast address that is made of a number. */
    static ByteString address(long number, boolean ipv6) {
        long bits = mixed(number);
        if (ipv6) {
            return IpAddresses.of(0x2400_0000_0000_0000L | (bits >>> 8), mixed(bits));
        }
        while (isReserved((int) (bits >>> 24) & 0xFF)) {
            bits = mixed(bits + 1);
        }
        return IpAddresses.of(0, 0xFFFF_0000_0000L | (bits & 0xFFFF_FFFFL));
    }

    private static boolean isReserved(int first) {
        return switch (first) {
            case 0, 10, 100, 127, 169, 172, 192, 198, 203 -> true;
            default -> first >= 224;
        };
    }

    /** Scatters the bits of a number (the finalizer of SplitMix64). */
    private static long mixed(long number) {
        long z = number + 0x9E37_79B9_7F4A_7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return z ^ (z >>> 31);
    }
}
