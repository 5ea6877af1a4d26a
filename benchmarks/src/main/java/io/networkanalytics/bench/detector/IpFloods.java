package io.networkanalytics.bench.detector;

import com.google.protobuf.ByteString;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;

/** Packets of floods over anything but TCP. */
final class IpFloods {

    private static final int[] PAYLOADS = {0, 1, 16, 64, 512, 1024, 1400, 1458};
    private static final int[] SERVICES = {53, 80, 443, 3074, 9987, 22_003, 30_120, 51_820};
    private static final int[] OTHER_PROTOCOLS = {2, 4, 61, 89, 99, 103, 114, 253, 255};

    private IpFloods() {}

    static PacketMaker icmp(RandomGenerator seeded, boolean ipv6) {
        boolean reply = seeded.nextInt(4) == 0;
        int type = ipv6 ? (reply ? 129 : 128) : reply ? 0 : 8;
        ToIntFunction<RandomGenerator> payload = payload(seeded);
        return (random, packet) -> {
            int bytes = payload.applyAsInt(random);
            Headers.ip(packet, ipv6, ipv6 ? 58 : 1, 8 + bytes);
            packet.setIcmpType(type).setIcmpChecksum(random.nextInt(1 << 16));
            if (bytes > 0) {
                packet.setPayloadPrefix(Headers.noise(random, bytes));
            }
        };
    }

    static PacketMaker udpRandomPorts(RandomGenerator seeded, boolean ipv6) {
        return udp(seeded, ipv6, r -> r.nextInt(1024, 65_536), r -> r.nextInt(1, 65_536));
    }

    static PacketMaker udpFixedPorts(RandomGenerator seeded, boolean ipv6) {
        int destination = SERVICES[seeded.nextInt(SERVICES.length)];
        // Behind the ports that amplifiers answer from.
        int source = seeded.nextInt(50_000, 65_536);
        boolean fixedSource = seeded.nextBoolean();
        return udp(
                seeded,
                ipv6,
                r -> fixedSource ? source : r.nextInt(1024, 65_536),
                r -> destination);
    }

    private static PacketMaker udp(
            RandomGenerator seeded,
            boolean ipv6,
            ToIntFunction<RandomGenerator> source,
            ToIntFunction<RandomGenerator> destination) {
        ToIntFunction<RandomGenerator> payload = payload(seeded);
        ByteString same = Headers.noise(seeded, Headers.PREFIX_BYTES);
        boolean random = seeded.nextBoolean();
        return (r, packet) -> {
            int bytes = payload.applyAsInt(r);
            Headers.udp(packet, ipv6, source.applyAsInt(r), destination.applyAsInt(r), bytes);
            if (bytes > 0) {
                packet.setPayloadPrefix(
                        random
                                ? Headers.noise(r, bytes)
                                : same.substring(0, Math.min(bytes, same.size())));
            }
        };
    }

    /** IP in GRE, UDP within, as botnets send it. */
    static PacketMaker gre(RandomGenerator seeded, boolean ipv6) {
        int inner = seeded.nextInt(4) == 0 ? 0x6558 : 0x0800;
        int payload = 28 + PAYLOADS[seeded.nextInt(3, 6)];
        return (random, packet) -> {
            Headers.ip(packet, ipv6, 47, 4 + payload);
            packet.setGreEthertype(inner)
                    .setGreHeaderLength(4)
                    .setPayloadPrefix(Headers.noise(random, payload));
        };
    }

    static PacketMaker esp(RandomGenerator seeded, boolean ipv6) {
        ToIntFunction<RandomGenerator> payload = payload(seeded);
        return (random, packet) -> {
            int bytes = 16 + payload.applyAsInt(random);
            Headers.ip(packet, ipv6, 50, bytes);
            packet.setPayloadPrefix(Headers.noise(random, bytes));
        };
    }

    /** Fragments without a first one. */
    static PacketMaker fragments(RandomGenerator seeded, boolean ipv6) {
        int protocol = seeded.nextInt(4) == 0 ? (ipv6 ? 58 : 1) : 17;
        int largest =
                seeded.nextBoolean() ? Headers.fragmentBytes(ipv6) : 8 * seeded.nextInt(1, 60);
        int fixedOffset = seeded.nextBoolean() ? largest / 8 : 0;
        return (random, packet) -> {
            int offset = fixedOffset > 0 ? fixedOffset : random.nextInt(1, 8000);
            Headers.fragment(packet, ipv6, protocol, largest, offset, random.nextBoolean());
            packet.setPayloadPrefix(Headers.noise(random, largest));
        };
    }

    static PacketMaker other(RandomGenerator seeded, boolean ipv6) {
        int protocol = OTHER_PROTOCOLS[seeded.nextInt(OTHER_PROTOCOLS.length)];
        ToIntFunction<RandomGenerator> payload = payload(seeded);
        return (random, packet) -> {
            int bytes = 4 + payload.applyAsInt(random);
            Headers.ip(packet, ipv6, protocol, bytes);
            packet.setPayloadPrefix(Headers.noise(random, bytes));
        };
    }

    private static ToIntFunction<RandomGenerator> payload(RandomGenerator seeded) {
        int one = PAYLOADS[seeded.nextInt(PAYLOADS.length)];
        int most = seeded.nextInt(200, 1400);
        return seeded.nextInt(3) > 0 ? random -> one : random -> random.nextInt(most + 1);
    }
}
