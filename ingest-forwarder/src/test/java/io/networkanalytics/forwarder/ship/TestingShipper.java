package io.networkanalytics.forwarder.ship;

import com.google.protobuf.InvalidProtocolBufferException;
import io.networkanalytics.forwarder.intake.Acknowledgement;
import io.networkanalytics.model.DeadLetter;
import io.networkanalytics.model.PacketSample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Keeps what is shipped, in order, and acknowledges at once. */
public final class TestingShipper implements Shipper {

    /** What was shipped. */
    public record Shipped(int partition, long flowHash, PacketSample sample) {}

    private final int partitions;
    private final List<Shipped> shipped = new ArrayList<>();
    private final List<DeadLetter> deadLetters = new ArrayList<>();
    private boolean drained;

    public TestingShipper(int partitions) {
        this.partitions = partitions;
    }

    @Override
    public int partitions() {
        return partitions;
    }

    @Override
    public void ship(int partition, long flowHash, byte[] sample, Acknowledgement acknowledgement) {
        synchronized (this) {
            if (drained) {
                throw new ShippingStoppedException("shipped after drain", null);
            }
            try {
                shipped.add(new Shipped(partition, flowHash, PacketSample.parseFrom(sample)));
            } catch (InvalidProtocolBufferException e) {
                throw new AssertionError("not a sample", e);
            }
            notifyAll();
        }
        acknowledgement.acknowledged();
    }

    @Override
    public synchronized void shipDeadLetter(DeadLetter letter) {
        deadLetters.add(letter);
        notifyAll();
    }

    @Override
    public synchronized boolean drain(Duration deadline) {
        drained = true;
        return true;
    }

    public synchronized List<Shipped> shipped() {
        return List.copyOf(shipped);
    }

    public List<PacketSample> samples() {
        return shipped().stream().map(Shipped::sample).toList();
    }

    public synchronized List<DeadLetter> deadLetters() {
        return List.copyOf(deadLetters);
    }

    public synchronized boolean drained() {
        return drained;
    }

    /** Waits until so many samples came; fails after the deadline with what is there. */
    public synchronized void awaitSamples(int count, Duration deadline)
            throws InterruptedException {
        long end = System.nanoTime() + deadline.toNanos();
        while (shipped.size() < count) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                throw new AssertionError(
                        "waited "
                                + deadline
                                + " for "
                                + count
                                + " samples, have "
                                + shipped.size());
            }
            wait(left / 1_000_000 + 1);
        }
    }
}
