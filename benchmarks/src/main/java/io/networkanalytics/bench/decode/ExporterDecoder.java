package io.networkanalytics.bench.decode;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.networkanalytics.forwarder.intake.Acknowledgement;
import io.networkanalytics.forwarder.intake.Exporter;
import io.networkanalytics.forwarder.intake.Exporters;
import io.networkanalytics.forwarder.intake.InputSettings;
import io.networkanalytics.forwarder.intake.Rejection;
import io.networkanalytics.forwarder.intake.SampleSink;
import io.networkanalytics.forwarder.netflow.ConfiguredIntervals;
import io.networkanalytics.forwarder.netflow.DomainTable;
import io.networkanalytics.forwarder.netflow.HeldBounds;
import io.networkanalytics.forwarder.netflow.NetflowDecoder;
import io.networkanalytics.forwarder.observe.ForwarderMetrics;
import io.networkanalytics.forwarder.sflow.AgentTable;
import io.networkanalytics.forwarder.sflow.SflowDecoder;
import io.networkanalytics.forwarder.udp.DatagramHandler;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.testkit.exporters.ExporterComparison;
import io.networkanalytics.testkit.exporters.ExporterDatagram;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Decodes what exporters sent as the forwarder's inputs do. */
final class ExporterDecoder implements ExporterComparison.Decoder, SampleSink {

    private final DatagramHandler netflow;
    private final DatagramHandler sflow;
    private List<PacketSample> samples = new ArrayList<>();
    private Consumer<String> rejections = reason -> {};

    ExporterDecoder() {
        ForwarderMetrics metrics = new ForwarderMetrics(new SimpleMeterRegistry());
        InputSettings input = new InputSettings("capture", "netflow", "", 1);
        Exporters exporters = new Exporters(1000, metrics);
        DomainTable domains =
                new DomainTable(
                        input, exporters, ConfiguredIntervals.NONE, HeldBounds.DEFAULT, metrics);
        netflow = new NetflowDecoder(domains, false, this);
        sflow = new SflowDecoder(new AgentTable(input, exporters, metrics), false, this);
    }

    @Override
    public List<PacketSample> decode(
            ExporterDatagram datagram, long receivedAtNanos, Consumer<String> malformed) {
        samples = new ArrayList<>();
        rejections = malformed;
        DatagramHandler handler =
                datagram.protocol() == ExporterDatagram.Protocol.SFLOW ? sflow : netflow;
        byte[] payload = datagram.payload();
        try {
            handler.handle(payload, 0, payload.length, datagram.sender(), receivedAtNanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return samples;
    }

    @Override
    public void accept(
            Exporter exporter, PacketSample.Builder sample, Acknowledgement acknowledgement) {
        samples.add(sample.build());
        acknowledgement.acknowledged();
    }

    @Override
    public void reject(Exporter exporter, Rejection rejection) {
        rejections.accept(rejection.reason());
    }
}
