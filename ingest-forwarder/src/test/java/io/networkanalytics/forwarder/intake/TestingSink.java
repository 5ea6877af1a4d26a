package io.networkanalytics.forwarder.intake;

import io.networkanalytics.model.PacketSample;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a decoder hands in, as it was at that moment. */
public final class TestingSink implements SampleSink {

    private final List<PacketSample> samples = new ArrayList<>();
    private final List<Rejection> rejections = new ArrayList<>();

    @Override
    public synchronized void accept(
            Exporter exporter, PacketSample.Builder sample, Acknowledgement acknowledgement) {
        samples.add(sample.setExporterId(exporter.id()).build());
        acknowledgement.acknowledged();
    }

    @Override
    public synchronized void reject(Exporter exporter, Rejection rejection) {
        exporter.meters().malformed(rejection.reason());
        rejections.add(rejection);
    }

    public synchronized List<PacketSample> samples() {
        return List.copyOf(samples);
    }

    public synchronized List<Rejection> rejections() {
        return List.copyOf(rejections);
    }

    public synchronized void clear() {
        samples.clear();
        rejections.clear();
    }
}
