package io.networkanalytics.bench.tracker;

import io.networkanalytics.model.FlowKey;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.SamplingMode;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/** Samplers that choose one in a number of packets. */
final class Thinning {

    private Thinning() {}

    /** Every packet of the flows whose hash says so. */
    static UnaryOperator<PacketSample> byFlow(int interval) {
        return sample ->
                FlowKey.partition(FlowKey.hash(sample), interval) == 0
                        ? sampled(sample, SamplingMode.FLOW_CONSISTENT, interval)
                        : null;
    }

    /** Each packet alone. */
    static UnaryOperator<PacketSample> atRandom(int interval, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return sample ->
                random.nextInt(interval) == 0
                        ? sampled(sample, SamplingMode.RANDOM, interval)
                        : null;
    }

    private static PacketSample sampled(PacketSample sample, SamplingMode mode, int interval) {
        return sample.toBuilder().setSamplingMode(mode).setSampleInterval(interval).build();
    }
}
