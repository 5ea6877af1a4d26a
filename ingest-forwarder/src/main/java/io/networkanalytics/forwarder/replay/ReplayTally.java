package io.networkanalytics.forwarder.replay;

import io.networkanalytics.forwarder.intake.Acknowledgement;
import io.networkanalytics.model.PacketSampleOrBuilder;
import io.networkanalytics.model.Weight;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Counts a replay. Everything read is either shipped or a dead letter: {@code read = shipped +
 * deadLetters}.
 */
public final class ReplayTally implements Acknowledgement {

    private long packetsRead;
    private long samplesShipped;
    private long representedPackets;
    private long representedBytes;
    private long captureBytes;
    private final Map<String, Long> deadLetters = new TreeMap<>();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicReference<String> firstFailure = new AtomicReference<>("");

    void read(long bytesOnTheWire) {
        packetsRead++;
        captureBytes += bytesOnTheWire;
    }

    void shipped(PacketSampleOrBuilder sample) {
        samplesShipped++;
        representedPackets += Weight.packets(sample);
        representedBytes += Weight.bits(sample) / 8;
    }

    void deadLetter(String reason) {
        deadLetters.merge(reason, 1L, Long::sum);
    }

    @Override
    public void acknowledged() {
        acknowledged.incrementAndGet();
    }

    @Override
    public void failed(String reason) {
        failed.incrementAndGet();
        firstFailure.compareAndSet("", reason);
    }

    /** Packets taken from the capture. */
    public long packetsRead() {
        return packetsRead;
    }

    /** Samples handed to shipping. */
    public long samplesShipped() {
        return samplesShipped;
    }

    /** Packets that the samples stand for. */
    public long representedPackets() {
        return representedPackets;
    }

    /** Bytes that the samples stand for, from the IP header on. */
    public long representedBytes() {
        return representedBytes;
    }

    /** Samples that are safe. */
    public long samplesAcknowledged() {
        return acknowledged.get();
    }

    /** Samples that will never be shipped. */
    public long samplesFailed() {
        return failed.get();
    }

    /** Why the first of them failed, or "". */
    public String firstFailure() {
        return firstFailure.get();
    }

    /** Bytes of all packets read, as long as they were on the wire. */
    public long captureBytes() {
        return captureBytes;
    }

    /** Undecodable packets by reason. */
    public Map<String, Long> deadLetters() {
        return Map.copyOf(deadLetters);
    }

    /** Undecodable packets. */
    public long deadLetterCount() {
        return deadLetters.values().stream().mapToLong(Long::longValue).sum();
    }
}
