package io.networkanalytics.forwarder.netflow;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.networkanalytics.forwarder.intake.Exporters;
import io.networkanalytics.forwarder.intake.InputSettings;
import io.networkanalytics.forwarder.intake.TestingSink;
import io.networkanalytics.forwarder.observe.ForwarderMetrics;
import io.networkanalytics.forwarder.observe.MetricMap;
import io.networkanalytics.model.PacketSample;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

/** A decoder with everything around it. */
final class NetflowFixture {

    static final long RECEIVED_AT = 1_767_326_400_000_000_000L;
    static final InetSocketAddress SENDER = new InetSocketAddress("192.0.2.1", 40_000);

    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final TestingSink sink = new TestingSink();
    final DomainTable domains;
    private final NetflowDecoder decoder;

    NetflowFixture() {
        this(ConfiguredIntervals.NONE, HeldBounds.DEFAULT);
    }

    NetflowFixture(ConfiguredIntervals intervals, HeldBounds held) {
        ForwarderMetrics metrics = new ForwarderMetrics(registry);
        domains =
                new DomainTable(
                        new InputSettings("nf", "netflow", "", 1),
                        new Exporters(100, metrics),
                        intervals,
                        held,
                        metrics);
        decoder = new NetflowDecoder(domains, false, sink);
    }

    NetflowFixture receive(byte[] datagram) {
        return receive(datagram, SENDER, RECEIVED_AT);
    }

    NetflowFixture receive(TestingMessage message) {
        return receive(message.toBytes());
    }

    NetflowFixture receive(byte[] datagram, InetSocketAddress sender, long receivedAtNanos) {
        return receive(datagram, 0, datagram.length, sender, receivedAtNanos);
    }

    NetflowFixture receive(
            byte[] buffer, int offset, int length, InetSocketAddress sender, long nanos) {
        try {
            decoder.handle(buffer, offset, length, sender, nanos);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return this;
    }

    PacketSample only() {
        if (samples().size() != 1) {
            throw new AssertionError("one sample expected: " + samples() + sink.rejections());
        }
        return samples().get(0);
    }

    List<PacketSample> samples() {
        return sink.samples();
    }

    List<String> reasons() {
        return sink.rejections().stream().map(rejection -> rejection.reason()).toList();
    }

    Map<String, Long> metrics() {
        return MetricMap.of(registry);
    }
}
