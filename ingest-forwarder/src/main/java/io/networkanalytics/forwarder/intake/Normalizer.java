package io.networkanalytics.forwarder.intake;

import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.SamplingMode;
import io.networkanalytics.model.codec.PacketSampleCodec;
import java.time.Clock;
import java.time.Instant;

/**
 * Completes a sample to what the contract asks for: version, times, origin, an interval of 1 or
 * more, bounded metadata. What the input has set stays; so do its packets, since a flow record of 0
 * packets stands for none.
 */
final class Normalizer {

    private final long epochMicros;
    private final MetadataBounds metadataBounds;
    private final Clock clock;

    Normalizer(Instant epoch, MetadataBounds metadataBounds, Clock clock) {
        this.epochMicros = epoch.getEpochSecond() * 1_000_000 + epoch.getNano() / 1_000;
        this.metadataBounds = metadataBounds;
        this.clock = clock;
    }

    /** Makes it a sample of this forwarder's epoch; its sequence comes later. */
    void number(Exporter exporter, PacketSample.Builder sample) {
        sample.setExporterId(exporter.id()).setEpochMicros(epochMicros);
    }

    void complete(Exporter exporter, PacketSample.Builder sample) {
        sample.setVersion(PacketSampleCodec.VERSION);
        completeTimes(sample);
        InputSettings input = exporter.input();
        if (sample.getSourceSystem().isEmpty()) {
            sample.setSourceSystem(input.sourceSystem());
        }
        if (sample.getColo().isEmpty()) {
            sample.setColo(input.colo());
        }
        if (sample.getSampleInterval() == 0) {
            // A notification stands for no volume: that it names no interval is no fault.
            if (sample.getSamplingMode() != SamplingMode.NOTIFICATION) {
                exporter.meters().intervalDefaulted();
            }
            sample.setSampleInterval(1);
        }
        int cut = metadataBounds.cut(sample);
        if (cut > 0) {
            exporter.meters().metadataCut(cut);
        }
    }

    private void completeTimes(PacketSample.Builder sample) {
        if (sample.getReceivedAtNanos() == 0) {
            Instant now = clock.instant();
            sample.setReceivedAtNanos(now.getEpochSecond() * 1_000_000_000 + now.getNano());
        }
        if (sample.getObservedAtNanos() == 0) {
            // No clock at the exporter (sFlow has only an uptime): the best time is that of
            // arrival.
            sample.setObservedAtNanos(sample.getReceivedAtNanos());
        }
    }
}
