package io.networkanalytics.bench.detector;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** A way to attack, of which each seed makes another attack. */
interface AttackVector {

    /** In the words of the vector table. */
    String vector();

    /** Packets of one attack. */
    PacketMaker maker(RandomGenerator seeded, boolean ipv6);

    /** Senders of one attack. */
    Sources sources(RandomGenerator seeded, boolean ipv6);

    /** All that can be made. */
    static List<AttackVector> all() {
        return Stream.<AttackVector>concat(
                        Stream.of(Flood.values()), Stream.of(Amplification.values()))
                .toList();
    }
}
