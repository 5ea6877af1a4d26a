package io.networkanalytics.bench.detector;

import io.networkanalytics.model.PacketSample;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Packets of one attack, or ordinary ones, to one target, for those who give them a time and an
 * exporter themselves. May be used by many threads.
 */
public final class TargetedPackets {

    private static final int MOST_HOSTS = 2000;

    private final String vector;
    private final PacketMaker maker;
    private final Sources sources;
    private final AttackTarget target;

    private TargetedPackets(
            String vector, PacketMaker maker, Sources sources, AttackTarget target) {
        this.vector = vector;
        this.maker = maker;
        this.sources = sources;
        this.target = target;
    }

    /** What an ordinary server gets; one in six of IPv6. */
    public static TargetedPackets ordinary(long seed) {
        var seeded = new SplittableRandom(seed);
        boolean ipv6 = seeded.nextInt(6) == 0;
        return new TargetedPackets(
                "",
                new BenignTraffic(ipv6),
                Sources.hosts(seeded, ipv6, seeded.nextInt(30, MOST_HOSTS)),
                AttackTarget.address(seeded, ipv6));
    }

    /**
     * An attack, one in six of IPv6, one in eight on a whole prefix.
     *
     * @param number which vector; any number
     */
    public static TargetedPackets attack(long seed, int number) {
        List<AttackVector> vectors = AttackVector.all();
        AttackVector vector = vectors.get(Math.floorMod(number, vectors.size()));
        var seeded = new SplittableRandom(seed);
        boolean ipv6 = seeded.nextInt(6) == 0;
        return new TargetedPackets(
                vector.vector(),
                vector.maker(seeded, ipv6),
                vector.sources(seeded, ipv6),
                seeded.nextInt(8) == 0
                        ? AttackTarget.prefix(seeded, ipv6)
                        : AttackTarget.address(seeded, ipv6));
    }

    /** How it attacks, in the words of the vector table, or "". */
    public String vector() {
        return vector;
    }

    /** Fills headers and addresses of a packet. */
    public void next(RandomGenerator random, PacketSample.Builder packet) {
        maker.make(random, packet);
        sources.pick(random, packet);
        packet.setDestinationAddress(target.pick(random));
    }
}
