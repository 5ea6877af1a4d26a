package io.networkanalytics.bench.detector;

import io.networkanalytics.forwarder.capture.CaptureFormatException;
import io.networkanalytics.forwarder.capture.CaptureReader;
import io.networkanalytics.forwarder.capture.CapturedPacket;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.SamplingMode;
import io.networkanalytics.model.packet.PacketDecoder;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The packets of a capture as samples, one by one. Time is counted from the first packet; a gap of
 * more than ten minutes, as a wrong clock makes it, counts as ten minutes. Where a damaged file
 * ends early, what was before counts.
 */
final class CaptureSamples implements Closeable {

    private static final long LONGEST_GAP_NANOS = 600 * SampledStream.NANOS;

    private final PacketDecoder decoder = new PacketDecoder();
    private final CaptureReader reader;
    private final int sampleInterval;
    private long firstNanos = -1;
    private long lastNanos;
    private long offsetNanos;
    private long undecodable;
    private String damage = "";

    CaptureSamples(Path capture, int sampleInterval) throws IOException {
        this.reader = CaptureReader.open(capture);
        this.sampleInterval = sampleInterval;
    }

    /**
     * The next packet without identity and time.
     *
     * @return null at the end
     */
    PacketSample.Builder next() throws IOException {
        while (true) {
            CapturedPacket packet;
            try {
                packet = reader.next();
            } catch (CaptureFormatException e) {
                damage = e.getMessage();
                return null;
            }
            if (packet == null) {
                return null;
            }
            PacketSample.Builder sample =
                    PacketSample.newBuilder()
                            .setVersion(1)
                            .setSourceSystem("pcap")
                            .setSampleInterval(sampleInterval)
                            .setSamplingMode(
                                    sampleInterval == 1
                                            ? SamplingMode.UNSAMPLED
                                            : SamplingMode.RANDOM);
            if (decoder.decode(
                            packet.linkType(),
                            packet.buffer(),
                            0,
                            packet.capturedLength(),
                            packet.originalLength(),
                            sample)
                    .malformed()) {
                undecodable++;
                continue;
            }
            if (packet.hasTimestamp()) {
                advance(packet.timestampNanos());
            }
            return sample;
        }
    }

    private void advance(long nanos) {
        if (firstNanos < 0) {
            firstNanos = nanos;
        } else {
            long gap = Math.min(LONGEST_GAP_NANOS, Math.max(-LONGEST_GAP_NANOS, nanos - lastNanos));
            offsetNanos = Math.max(0, offsetNanos + gap);
        }
        lastNanos = nanos;
    }

    /** Time of the packet that came last since the first one; 0 or more. */
    long offsetNanos() {
        return offsetNanos;
    }

    /** Nanoseconds of the first packet within its second. */
    long phaseNanos() {
        return Math.floorMod(Math.max(0, firstNanos), SampledStream.NANOS);
    }

    /** Packets that were skipped. */
    long undecodable() {
        return undecodable;
    }

    /** Why the capture ended early, or "". */
    String damage() {
        return damage;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
