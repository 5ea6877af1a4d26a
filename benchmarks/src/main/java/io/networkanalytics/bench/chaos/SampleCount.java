package io.networkanalytics.bench.chaos;

import io.networkanalytics.model.PacketSample;
import io.networkanalytics.stack.demo.Totals;

/** Sums over samples. */
final class SampleCount {

    private long samples;
    private long packets;
    private long bytes;

    synchronized void add(PacketSample sample) {
        packets += sample.getPackets() * sample.getSampleInterval();
        bytes += sample.getBytes() * sample.getSampleInterval();
        samples++;
    }

    synchronized long samples() {
        return samples;
    }

    synchronized Totals totals() {
        return new Totals(samples, packets, bytes);
    }
}
