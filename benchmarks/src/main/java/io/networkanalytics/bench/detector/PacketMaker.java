package io.networkanalytics.bench.detector;

import io.networkanalytics.model.PacketSample;
import java.util.random.RandomGenerator;

/** Packets of one kind: their headers without addresses. */
@FunctionalInterface
interface PacketMaker {

    /** Fills the header fields of one packet as a decoder would. */
    void make(RandomGenerator random, PacketSample.Builder packet);

    /** Mean IP length in bytes, by trial. */
    default double meanBytes(RandomGenerator random) {
        int packets = 500;
        long bytes = 0;
        for (int i = 0; i < packets; i++) {
            PacketSample.Builder packet = PacketSample.newBuilder();
            make(random, packet);
            bytes += packet.getBytes();
        }
        return (double) bytes / packets;
    }
}
