package io.networkanalytics.job.attack;

import java.util.List;

/**
 * An estimate of packets and bits, with the variance that sampling gives it.
 *
 * @param packets represented packets
 * @param bits represented bits
 * @param packetsVariance variance of {@code packets}
 * @param bitsVariance variance of {@code bits}
 * @param droppedPackets of the packets those that a system dropped
 * @param samples how many samples it is known from
 */
record Rate(
        double packets,
        double bits,
        double packetsVariance,
        double bitsVariance,
        double droppedPackets,
        long samples) {

    static final Rate ZERO = new Rate(0, 0, 0, 0, 0, 0);

    /** One-sided: the true value is above the lower bound with a probability of 95 %. */
    private static final double QUANTILE_95 = 1.6449;

    static Rate of(List<WeightedDigest> digests) {
        double packets = 0;
        double bits = 0;
        double packetsVariance = 0;
        double bitsVariance = 0;
        double dropped = 0;
        for (WeightedDigest d : digests) {
            packets += d.packets();
            bits += d.bits();
            packetsVariance += d.packetsVariance();
            bitsVariance += d.bitsVariance();
            dropped += d.droppedPackets();
        }
        return new Rate(packets, bits, packetsVariance, bitsVariance, dropped, digests.size());
    }

    Rate plus(Rate other) {
        return new Rate(
                packets + other.packets,
                bits + other.bits,
                packetsVariance + other.packetsVariance,
                bitsVariance + other.bitsVariance,
                droppedPackets + other.droppedPackets,
                samples + other.samples);
    }

    /** What is more than another estimate; nothing if it is less. */
    Rate above(Rate usual) {
        return new Rate(
                Math.max(0, packets - usual.packets),
                Math.max(0, bits - usual.bits),
                packetsVariance,
                bitsVariance,
                droppedPackets,
                samples);
    }

    /** What the packets are at least, with 95 % confidence. */
    double leastPackets() {
        return packets - QUANTILE_95 * Math.sqrt(packetsVariance);
    }

    /** What the bits are at least, with 95 % confidence. */
    double leastBits() {
        return bits - QUANTILE_95 * Math.sqrt(bitsVariance);
    }

    /** Whether packets or bits are above a threshold for so many seconds, with 95 % confidence. */
    boolean isAbove(Threshold threshold, int seconds) {
        return leastPackets() > threshold.packets() * seconds
                || leastBits() > threshold.bits() * seconds;
    }

    /** How sure it is that packets or bits are above a threshold for so many seconds, 0 to 1. */
    double confidence(Threshold threshold, int seconds) {
        return Math.max(
                confidence(packets - threshold.packets() * seconds, packetsVariance),
                confidence(bits - threshold.bits() * seconds, bitsVariance));
    }

    private static double confidence(double excess, double variance) {
        if (variance == 0) {
            return excess > 0 ? 1 : 0;
        }
        return normal(excess / Math.sqrt(variance));
    }

    /** The normal distribution (Abramowitz and Stegun, 26.2.17; within 7.5e-8). */
    private static double normal(double x) {
        double t = 1 / (1 + 0.2316419 * Math.abs(x));
        double tail =
                Math.exp(-x * x / 2)
                        / Math.sqrt(2 * Math.PI)
                        * t
                        * (0.319381530
                                + t
                                        * (-0.356563782
                                                + t
                                                        * (1.781477937
                                                                + t
                                                                        * (-1.821255978
                                                                                + t
                                                                                        * 1.330274429))));
        return x < 0 ? tail : 1 - tail;
    }
}
