package io.networkanalytics.bench.forwarder;

import io.networkanalytics.forwarder.intake.Acknowledgement;
import io.networkanalytics.forwarder.ship.Shipper;
import io.networkanalytics.model.DeadLetter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Takes samples and drops them, or keeps the first ones for later stages. */
final class NowhereShipper implements Shipper {

    private final int partitions;
    private final int keeps;
    private final List<EncodedSample> kept = new ArrayList<>();

    /**
     * @param partitions that it says there are
     * @param keeps how many samples
     */
    NowhereShipper(int partitions, int keeps) {
        this.partitions = partitions;
        this.keeps = keeps;
    }

    List<EncodedSample> kept() {
        return kept;
    }

    @Override
    public int partitions() {
        return partitions;
    }

    @Override
    public void ship(int partition, long flowHash, byte[] sample, Acknowledgement done) {
        if (kept.size() < keeps) {
            kept.add(new EncodedSample(partition, flowHash, sample));
        }
        done.acknowledged();
    }

    @Override
    public void shipDeadLetter(DeadLetter letter) {
        throw new AssertionError("a datagram of the capture was rejected: " + letter.reason());
    }

    @Override
    public boolean drain(Duration deadline) {
        return true;
    }
}
