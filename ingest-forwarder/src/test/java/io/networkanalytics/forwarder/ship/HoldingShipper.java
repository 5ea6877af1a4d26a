package io.networkanalytics.forwarder.ship;

import com.google.protobuf.InvalidProtocolBufferException;
import io.networkanalytics.forwarder.intake.Acknowledgement;
import io.networkanalytics.model.DeadLetter;
import io.networkanalytics.model.PacketSample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Takes samples and acknowledges none before it is released, like a Kafka that is away. */
public final class HoldingShipper implements Shipper {

    private final int partitions;
    private final List<PacketSample> samples = new ArrayList<>();
    private final List<DeadLetter> deadLetters = new ArrayList<>();
    private final List<Acknowledgement> held = new ArrayList<>();
    private boolean released;

    public HoldingShipper(int partitions) {
        this.partitions = partitions;
    }

    @Override
    public int partitions() {
        return partitions;
    }

    @Override
    public void ship(int partition, long flowHash, byte[] sample, Acknowledgement acknowledgement) {
        synchronized (this) {
            try {
                samples.add(PacketSample.parseFrom(sample));
            } catch (InvalidProtocolBufferException e) {
                throw new AssertionError("not a sample", e);
            }
            if (!released) {
                held.add(acknowledgement);
                notifyAll();
                return;
            }
        }
        acknowledgement.acknowledged();
    }

    @Override
    public synchronized void shipDeadLetter(DeadLetter letter) {
        deadLetters.add(letter);
    }

    @Override
    public boolean drain(Duration deadline) {
        release();
        return true;
    }

    /** Acknowledges what is held, and from now on everything at once. */
    public void release() {
        List<Acknowledgement> all;
        synchronized (this) {
            released = true;
            all = List.copyOf(held);
            held.clear();
        }
        all.forEach(Acknowledgement::acknowledged);
    }

    /** Waits until so many are held. */
    public synchronized void awaitHeld(int count) throws InterruptedException {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (held.size() < count) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("waited 20 s for " + count + ", held " + held.size());
            }
            wait(left);
        }
    }

    public synchronized List<PacketSample> samples() {
        return List.copyOf(samples);
    }

    public synchronized List<DeadLetter> deadLetters() {
        return List.copyOf(deadLetters);
    }
}
