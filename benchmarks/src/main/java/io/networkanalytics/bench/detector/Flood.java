package io.networkanalytics.bench.detector;

import java.util.function.BiFunction;
import java.util.random.RandomGenerator;

/** Vectors that are named after what floods. */
enum Flood implements AttackVector {
    SYN("SYN flood", TcpFloods::syn),
    SYN_ACK("SYN-ACK reflection", TcpFloods::synAck),
    ACK("ACK flood", TcpFloods::ack),
    RST("RST flood", (seeded, ipv6) -> TcpFloods.flags(seeded, ipv6, 0x04, 0x14)),
    FIN("FIN flood", (seeded, ipv6) -> TcpFloods.flags(seeded, ipv6, 0x01, 0x11)),
    TCP("TCP flood", TcpFloods::odd),
    ICMP("ICMP flood", IpFloods::icmp),
    UDP_RANDOM_PORTS("UDP flood", IpFloods::udpRandomPorts),
    UDP_FIXED_PORTS("UDP flood", IpFloods::udpFixedPorts),
    GRE("GRE flood", IpFloods::gre),
    ESP("ESP flood", IpFloods::esp),
    FRAGMENT("Fragment flood", IpFloods::fragments),
    IP("IP flood", IpFloods::other);

    private final String vector;
    private final BiFunction<RandomGenerator, Boolean, PacketMaker> makers;

    Flood(String vector, BiFunction<RandomGenerator, Boolean, PacketMaker> makers) {
        this.vector = vector;
        this.makers = makers;
    }

    @Override
    public String vector() {
        return vector;
    }

    @Override
    public PacketMaker maker(RandomGenerator seeded, boolean ipv6) {
        return makers.apply(seeded, ipv6);
    }

    @Override
    public Sources sources(RandomGenerator seeded, boolean ipv6) {
        if (this == SYN_ACK) {
            return Sources.hosts(seeded, ipv6, seeded.nextInt(200, 20_000));
        }
        return seeded.nextBoolean()
                ? Sources.spoofed(seeded, ipv6)
                : Sources.hosts(seeded, ipv6, seeded.nextInt(50, 5001));
    }
}
