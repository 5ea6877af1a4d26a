package io.networkanalytics.forwarder.exporters;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.networkanalytics.forwarder.intake.Exporters;
import io.networkanalytics.forwarder.intake.InputSettings;
import io.networkanalytics.forwarder.intake.TestingSink;
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
import java.util.List;
import java.util.function.Consumer;

/** Decodes what exporters sent as the forwarder's inputs do. */
final class TestingExporterDecoder implements ExporterComparison.Decoder {

    private final TestingSink sink = new TestingSink();
    private final DatagramHandler netflow;
    private final DatagramHandler sflow;

    TestingExporterDecoder() {
        ForwarderMetrics metrics = new ForwarderMetrics(new SimpleMeterRegistry());
        InputSettings input = new InputSettings("capture", "netflow", "", 1);
        Exporters exporters = new Exporters(100, metrics);
        netflow =
                new NetflowDecoder(
                        new DomainTable(
                                input,
                                exporters,
                                ConfiguredIntervals.NONE,
                                HeldBounds.DEFAULT,
                                metrics),
                        false,
                        sink);
        sflow = new SflowDecoder(new AgentTable(input, exporters, metrics), false, sink);
    }

    @Override
    public List<PacketSample> decode(
            ExporterDatagram datagram, long receivedAtNanos, Consumer<String> malformed) {
        DatagramHandler handler =
                datagram.protocol() == ExporterDatagram.Protocol.SFLOW ? sflow : netflow;
        byte[] payload = datagram.payload();
        try {
            handler.handle(payload, 0, payload.length, datagram.sender(), receivedAtNanos);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        sink.rejections().forEach(rejection -> malformed.accept(rejection.reason()));
        List<PacketSample> samples = sink.samples();
        sink.clear();
        return samples;
    }
}
