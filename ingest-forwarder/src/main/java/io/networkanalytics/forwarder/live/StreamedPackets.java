package io.networkanalytics.forwarder.live;

import io.micrometer.core.instrument.Counter;
import io.networkanalytics.forwarder.capture.CapturedPacket;
import io.networkanalytics.forwarder.intake.Acknowledgement;
import io.networkanalytics.forwarder.intake.DecoderFaults;
import io.networkanalytics.forwarder.intake.Exporter;
import io.networkanalytics.forwarder.intake.Rejection;
import io.networkanalytics.forwarder.intake.SampleSink;
import io.networkanalytics.forwarder.nflog.MarkBits;
import io.networkanalytics.forwarder.nflog.NflogDecoder;
import io.networkanalytics.forwarder.observe.ForwarderMetrics;
import io.networkanalytics.forwarder.ship.ShippingStoppedException;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.SamplingMode;
import io.networkanalytics.model.packet.DecodeResult;
import io.networkanalytics.model.packet.LinkType;
import io.networkanalytics.model.packet.PacketDecoder;
import java.time.Clock;
import java.time.Instant;

/** Makes samples of the packets of a capture, with the times of the capture. For one thread. */
final class StreamedPackets {

    private final Exporter exporter;
    private final int sampleInterval;
    private final SampleSink sink;
    private final Clock clock;
    private final Counter read;
    private final DecoderFaults faults;
    private final PacketDecoder decoder;
    private final NflogDecoder logMessages;
    private final PacketSample.Builder draft = PacketSample.newBuilder();

    StreamedPackets(
            Exporter exporter,
            int sampleInterval,
            MarkBits marks,
            boolean withHeaderBytes,
            SampleSink sink,
            Clock clock,
            ForwarderMetrics metrics) {
        this.exporter = exporter;
        this.sampleInterval = sampleInterval;
        this.sink = sink;
        this.clock = clock;
        String input = exporter.input().name();
        this.read = metrics.registry().counter(ForwarderMetrics.PACKETS_READ, "input", input);
        this.faults = new DecoderFaults(input, metrics);
        this.decoder = new PacketDecoder(withHeaderBytes);
        this.logMessages = NflogDecoder.ofCapture(exporter, marks, withHeaderBytes, sink);
    }

    void hand(CapturedPacket packet) throws InterruptedException {
        read.increment();
        Instant now = clock.instant();
        long receivedAtNanos = now.getEpochSecond() * 1_000_000_000 + now.getNano();
        try {
            if (packet.linkType() == LinkType.NFLOG) {
                logMessages.captured(
                        packet.buffer(),
                        0,
                        packet.capturedLength(),
                        packet.originalLength() > packet.capturedLength(),
                        packet.timestampNanos(),
                        receivedAtNanos);
            } else {
                decode(packet, receivedAtNanos);
            }
        } catch (ShippingStoppedException e) {
            throw e;
        } catch (RuntimeException e) {
            faults.note(packet.capturedLength(), e);
        }
    }

    private void decode(CapturedPacket packet, long receivedAtNanos) throws InterruptedException {
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
            sink.reject(exporter, rejection(packet, result, receivedAtNanos));
            return;
        }
        draft.setSampleInterval(sampleInterval)
                .setSamplingMode(sampleInterval == 1 ? SamplingMode.UNSAMPLED : SamplingMode.RANDOM)
                .setReceivedAtNanos(receivedAtNanos);
        if (packet.hasTimestamp()) {
            draft.setObservedAtNanos(packet.timestampNanos());
        }
        sink.accept(exporter, draft, Acknowledgement.NONE);
    }

    private static Rejection rejection(
            CapturedPacket packet, DecodeResult result, long receivedAtNanos) {
        return new Rejection(
                result.text().replace(' ', '_'),
                "link type "
                        + packet.pcapLinkType()
                        + ", "
                        + packet.capturedLength()
                        + " of "
                        + packet.originalLength()
                        + " bytes captured",
                "frame " + packet.frameNumber(),
                receivedAtNanos,
                packet.buffer(),
                0,
                packet.capturedLength());
    }
}
