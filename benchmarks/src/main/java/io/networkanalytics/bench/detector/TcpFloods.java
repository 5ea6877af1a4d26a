package io.networkanalytics.bench.detector;

import io.networkanalytics.model.PacketSample;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;

/** Packets of floods over TCP. */
final class TcpFloods {

    private static final int[] SERVICES = {80, 443, 22, 25, 25565, 8080, 3306, 53};

    /** Flags that no TCP sends: null, SYN-FIN, SYN-RST, all but one, Xmas and the like. */
    private static final int[] ODD_FLAGS = {0x00, 0x03, 0x06, 0x07, 0x29, 0x2b, 0x3f, 0x20, 0xC0};

    private TcpFloods() {}

    static PacketMaker syn(RandomGenerator seeded, boolean ipv6) {
        ToIntFunction<RandomGenerator> source = portOfClient(seeded);
        ToIntFunction<RandomGenerator> destination = portOfService(seeded);
        ToIntFunction<RandomGenerator> window = window(seeded);
        int options = new int[] {0, 0, 4, 20}[seeded.nextInt(4)];
        return (random, packet) -> {
            Headers.tcp(packet, ipv6, 0x02, options, 0);
            if (options == 20) {
                Headers.synOptions(packet);
            } else if (options == 4) {
                packet.setTcpMss(1460).setTcpOptions("2");
            }
            ports(packet, source.applyAsInt(random), destination.applyAsInt(random));
            packet.setTcpSequenceNumber(random.nextInt())
                    .setTcpWindowSize(window.applyAsInt(random));
        };
    }

    /** Servers answer the SYNs that somebody sent them in the name of the target. */
    static PacketMaker synAck(RandomGenerator seeded, boolean ipv6) {
        int service = SERVICES[seeded.nextInt(3)];
        ToIntFunction<RandomGenerator> destination =
                seeded.nextBoolean() ? fixed(seeded.nextInt(1024, 65_536)) : portOfClient(seeded);
        boolean full = seeded.nextInt(4) == 0;
        return (random, packet) -> {
            Headers.tcp(packet, ipv6, 0x12, full ? 20 : 4, 0);
            if (full) {
                Headers.synOptions(packet);
            } else {
                packet.setTcpMss(1460).setTcpOptions("2");
            }
            ports(packet, service, destination.applyAsInt(random));
            packet.setTcpSequenceNumber(random.nextInt())
                    .setTcpAcknowledgementNumber(random.nextInt())
                    .setTcpWindowSize(random.nextBoolean() ? 64_240 : 29_200);
        };
    }

    static PacketMaker ack(RandomGenerator seeded, boolean ipv6) {
        int longest = seeded.nextBoolean() ? 0 : seeded.nextInt(16, 1400);
        boolean varied = seeded.nextBoolean();
        PacketMaker plain = flags(seeded, ipv6, longest > 0 && seeded.nextBoolean() ? 0x18 : 0x10);
        return (random, packet) -> {
            plain.make(random, packet);
            int payload = varied && longest > 0 ? random.nextInt(longest + 1) : longest;
            Headers.ip(packet, ipv6, 6, 20 + payload);
            if (payload > 0) {
                packet.setPayloadPrefix(Headers.noise(random, payload));
            }
        };
    }

    static PacketMaker odd(RandomGenerator seeded, boolean ipv6) {
        int[] some = new int[seeded.nextInt(1, 4)];
        for (int i = 0; i < some.length; i++) {
            some[i] = ODD_FLAGS[seeded.nextInt(ODD_FLAGS.length)];
        }
        PacketMaker plain = flags(seeded, ipv6, 0);
        return (random, packet) -> {
            plain.make(random, packet);
            packet.setTcpFlags(some[random.nextInt(some.length)]);
        };
    }

    /** Bare headers of one of these flags. */
    static PacketMaker flags(RandomGenerator seeded, boolean ipv6, int... choice) {
        int flags = choice[seeded.nextInt(choice.length)];
        ToIntFunction<RandomGenerator> source = portOfClient(seeded);
        ToIntFunction<RandomGenerator> destination = portOfService(seeded);
        ToIntFunction<RandomGenerator> window = window(seeded);
        return (random, packet) -> {
            Headers.tcp(packet, ipv6, flags, 0, 0);
            ports(packet, source.applyAsInt(random), destination.applyAsInt(random));
            packet.setTcpSequenceNumber(random.nextInt())
                    .setTcpAcknowledgementNumber((flags & 0x10) == 0 ? 0 : random.nextInt())
                    .setTcpWindowSize(window.applyAsInt(random));
        };
    }

    private static void ports(PacketSample.Builder packet, int source, int destination) {
        packet.setSourcePort(source).setDestinationPort(destination);
    }

    private static ToIntFunction<RandomGenerator> portOfClient(RandomGenerator seeded) {
        return seeded.nextInt(4) == 0
                ? fixed(seeded.nextInt(1024, 65_536))
                : random -> random.nextInt(1024, 65_536);
    }

    private static ToIntFunction<RandomGenerator> portOfService(RandomGenerator seeded) {
        return seeded.nextInt(5) == 0
                ? random -> random.nextInt(1, 65_536)
                : fixed(SERVICES[seeded.nextInt(SERVICES.length)]);
    }

    private static ToIntFunction<RandomGenerator> window(RandomGenerator seeded) {
        return switch (seeded.nextInt(3)) {
            case 0 -> fixed(seeded.nextBoolean() ? 512 : 0);
            case 1 -> fixed(64_240);
            default -> random -> random.nextInt(65_536);
        };
    }

    private static ToIntFunction<RandomGenerator> fixed(int value) {
        return random -> value;
    }
}
