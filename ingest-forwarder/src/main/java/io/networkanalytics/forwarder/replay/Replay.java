package io.networkanalytics.forwarder.replay;

import io.networkanalytics.forwarder.capture.CaptureReader;
import io.networkanalytics.forwarder.capture.CapturedPacket;
import io.networkanalytics.forwarder.intake.Exporter;
import io.networkanalytics.forwarder.intake.Rejection;
import io.networkanalytics.forwarder.intake.SampleSink;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.SamplingMode;
import io.networkanalytics.model.packet.DecodeResult;
import io.networkanalytics.model.packet.PacketDecoder;
import java.io.IOException;
import java.util.function.Consumer;

/** Puts the packets of a capture into a sink, once or again and again. For one thread. */
final class Replay {

    /** Opens the capture from its start. */
    @FunctionalInterface
    interface Source {
        CaptureReader open() throws IOException;
    }

    private final Source source;
    private final Exporter exporter;
    private final int sampleInterval;
    private final ReplayTimes times;
    private final SampleSink sink;
    private final ReplayTally tally;
    private final Consumer<ReplayTally> progress;
    private final PacketDecoder decoder = new PacketDecoder();
    private final PacketSample.Builder draft = PacketSample.newBuilder();
    private volatile boolean stopping;

    /**
     * @param source the capture
     * @param exporter of all samples
     * @param sampleInterval what each packet stands for: the capture was sampled 1 in so many when
     *     it was made. 1: it holds every packet. The replay itself leaves nothing out
     * @param times paces and dates
     * @param sink takes samples and rejections
     * @param tally counts
     * @param progress called after each packet; must be quick
     */
    Replay(
            Source source,
            Exporter exporter,
            int sampleInterval,
            ReplayTimes times,
            SampleSink sink,
            ReplayTally tally,
            Consumer<ReplayTally> progress) {
        this.source = source;
        this.exporter = exporter;
        this.sampleInterval = sampleInterval;
        this.times = times;
        this.sink = sink;
        this.tally = tally;
        this.progress = progress;
    }

    /** Ends {@link #run} after the packet that it is at. */
    void requestStop() {
        stopping = true;
    }

    /**
     * Replays.
     *
     * @param loop until {@link #requestStop}
     * @throws IOException if the capture cannot be read; what came before is shipped
     */
    void run(boolean loop) throws IOException, InterruptedException {
        do {
            long before = tally.packetsRead();
            pass();
            if (tally.packetsRead() == before) {
                return; // nothing in it: a loop would spin
            }
        } while (loop && !stopping);
    }

    private void pass() throws IOException, InterruptedException {
        times.beginPass();
        try (CaptureReader capture = source.open()) {
            for (CapturedPacket packet = capture.next();
                    packet != null && !stopping;
                    packet = capture.next()) {
                hand(packet, times.next(packet));
                progress.accept(tally);
            }
        }
    }

    private void hand(CapturedPacket packet, long timeNanos) throws InterruptedException {
        tally.read(packet.originalLength());
        draft.clear();
        DecodeResult result =
                decoder.decode(
                        packet.linkType(),
                        packet.buffer(),
                        0,
                        packet.capturedLength(),
                        packet.originalLength(),
                        draft);
        if (result.malformed()) {
            String reason = result.text().replace(' ', '_');
            tally.deadLetter(reason);
            sink.reject(exporter, rejection(packet, reason, timeNanos));
            return;
        }
        draft.setObservedAtNanos(timeNanos)
                .setReceivedAtNanos(timeNanos)
                .setSampleInterval(sampleInterval)
                .setSamplingMode(
                        sampleInterval == 1 ? SamplingMode.UNSAMPLED : SamplingMode.RANDOM);
        tally.shipped(draft);
        sink.accept(exporter, draft, tally);
    }

    private static Rejection rejection(CapturedPacket packet, String reason, long timeNanos) {
        String detail =
                "link type "
                        + packet.pcapLinkType()
                        + ", "
                        + packet.capturedLength()
                        + " of "
                        + packet.originalLength()
                        + " bytes captured";
        return new Rejection(
                reason,
                detail,
                "frame " + packet.frameNumber(),
                timeNanos,
                packet.buffer(),
                0,
                packet.capturedLength());
    }
}
