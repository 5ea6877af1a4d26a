package io.networkanalytics.model.rollup;

/**
 * What a rollup row sums. Every term may be merged in any order; nothing written is ever changed.
 *
 * <p>The variance terms are those of the Horvitz-Thompson estimator (1952) for packets that were
 * drawn independently with probability 1/w: an unbiased estimate of the variance of the total of x
 * is the sum of w(w-1)x^2 over the samples.
 *
 * @param packets represented packets
 * @param bits represented bits
 * @param samples number of samples
 * @param packetsVariance variance term of packets
 * @param bitsVariance variance term of bits
 */
public record RollupSums(
        long packets, long bits, long samples, double packetsVariance, double bitsVariance) {

    /**
     * The sums of both.
     *
     * @param other other samples of the same key
     * @return their sums
     */
    public RollupSums plus(RollupSums other) {
        return new RollupSums(
                packets + other.packets,
                bits + other.bits,
                samples + other.samples,
                packetsVariance + other.packetsVariance,
                bitsVariance + other.bitsVariance);
    }
}
