package io.networkanalytics.forwarder.nflog;

import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.SamplingMode;

/**
 * What the packet mark says.
 *
 * @param sample bits that the sampling decision sets; a packet without them was logged for another
 *     reason, which says nothing about volume. 0: every packet was sampled
 * @param drop bits that are set when the packet is dropped after it was logged. 0: what happened is
 *     what the verdict says
 */
public record MarkBits(int sample, int drop) {

    /** Marks say nothing. */
    public static final MarkBits NONE = new MarkBits(0, 0);

    /** Whether the packet stands for others. */
    boolean sampled(int mark) {
        return sample == 0 || (mark & sample) != 0;
    }

    /** What happened to a packet. */
    String outcome(int mark, String verdict) {
        if (drop == 0) {
            return verdict;
        }
        return (mark & drop) != 0 ? NflogPrefix.DROP : NflogPrefix.PASS;
    }

    /** Gives a sample its weight. */
    static void weigh(PacketSample.Builder sample, long interval) {
        sample.setSampleInterval((int) interval)
                .setSamplingMode(interval == 1 ? SamplingMode.UNSAMPLED : SamplingMode.RANDOM);
    }
}
