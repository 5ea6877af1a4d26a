package io.networkanalytics.forwarder.sflow;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.networkanalytics.forwarder.intake.Exporters;
import io.networkanalytics.forwarder.intake.InputSettings;
import io.networkanalytics.forwarder.intake.TestingSink;
import io.networkanalytics.forwarder.observe.ForwarderMetrics;
import io.networkanalytics.forwarder.observe.MetricMap;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.Weight;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

/** A decoder with everything around it. */
final class SflowFixture {

    static final long RECEIVED_AT = 1_767_326_400_000_000_000L;

    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final TestingSink sink = new TestingSink();
    private final InetSocketAddress sender;
    private final SflowDecoder decoder;

    SflowFixture() {
        this("192.0.2.250");
    }

    SflowFixture(String sender) {
        this.sender = new InetSocketAddress(sender, 6343);
        ForwarderMetrics metrics = new ForwarderMetrics(registry);
        InputSettings input = new InputSettings("sf", "sflow", "", 1);
        decoder =
                new SflowDecoder(
                        new AgentTable(input, new Exporters(100, metrics), metrics), false, sink);
    }

    SflowFixture receive(byte[] datagram) {
        return receive(datagram, 0, datagram.length);
    }

    SflowFixture receive(byte[] buffer, int offset, int length) {
        try {
            decoder.handle(buffer, offset, length, sender, RECEIVED_AT);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return this;
    }

    SflowFixture receive(TestingDatagram datagram) {
        return receive(datagram.toBytes());
    }

    PacketSample only() {
        if (sink.samples().size() != 1) {
            throw new AssertionError("one sample expected: " + sink.samples() + sink.rejections());
        }
        return sink.samples().get(0);
    }

    List<Long> intervals() {
        return sink.samples().stream().map(Weight::interval).toList();
    }

    List<String> reasons() {
        return sink.rejections().stream().map(rejection -> rejection.reason()).toList();
    }

    Map<String, Long> metrics() {
        return MetricMap.of(registry);
    }
}
