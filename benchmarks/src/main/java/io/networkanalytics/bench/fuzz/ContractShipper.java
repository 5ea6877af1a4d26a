package io.networkanalytics.bench.fuzz;

import com.google.protobuf.ByteString;
import io.networkanalytics.forwarder.intake.Acknowledgement;
import io.networkanalytics.forwarder.ship.Shipper;
import io.networkanalytics.model.DeadLetter;
import io.networkanalytics.model.codec.MalformedRecordException;
import io.networkanalytics.model.codec.PacketSampleCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the place of Kafka: what a decoder ships must be what the job accepts. Keeps what it got,
 * to compare two runs.
 */
final class ContractShipper implements Shipper {

    private final boolean keeps;
    private final List<Object> kept = new ArrayList<>();

    /**
     * @param keeps whether {@link #kept} is wanted
     */
    ContractShipper(boolean keeps) {
        this.keeps = keeps;
    }

    /** Samples as bytes and the reasons of dead letters, in order. */
    List<Object> kept() {
        return kept;
    }

    @Override
    public int partitions() {
        return 12;
    }

    @Override
    public void ship(int partition, long flowHash, byte[] sample, Acknowledgement acknowledgement) {
        try {
            keep(ByteString.copyFrom(PacketSampleCodec.decode(sample).bytes()));
        } catch (MalformedRecordException e) {
            throw new AssertionError("shipped what the job refuses: " + e.getMessage(), e);
        }
        if (partition < 0 || partition >= partitions()) {
            throw new AssertionError("partition " + partition + " of " + partitions());
        }
        acknowledgement.acknowledged();
    }

    @Override
    public void shipDeadLetter(DeadLetter letter) {
        keep(letter.reason());
    }

    private void keep(Object what) {
        if (keeps) {
            kept.add(what);
        }
    }

    @Override
    public boolean drain(Duration deadline) {
        return true;
    }
}
