package io.networkanalytics.bench.forwarder;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.networkanalytics.forwarder.intake.Acknowledgement;
import io.networkanalytics.forwarder.intake.Exporter;
import io.networkanalytics.forwarder.intake.Exporters;
import io.networkanalytics.forwarder.intake.InputSettings;
import io.networkanalytics.forwarder.intake.Intake;
import io.networkanalytics.forwarder.intake.MetadataBounds;
import io.networkanalytics.forwarder.intake.Rejection;
import io.networkanalytics.forwarder.intake.SampleSink;
import io.networkanalytics.forwarder.netflow.ConfiguredIntervals;
import io.networkanalytics.forwarder.netflow.DomainTable;
import io.networkanalytics.forwarder.netflow.HeldBounds;
import io.networkanalytics.forwarder.netflow.NetflowDecoder;
import io.networkanalytics.forwarder.observe.ForwarderMetrics;
import io.networkanalytics.forwarder.sflow.AgentTable;
import io.networkanalytics.forwarder.sflow.SflowDecoder;
import io.networkanalytics.forwarder.ship.Shipper;
import io.networkanalytics.forwarder.udp.DatagramHandler;
import io.networkanalytics.model.PacketSample;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Datagrams from memory through the real decoder: all of the forwarder's way but the socket, or the
 * decoder alone.
 */
final class DecodingStage implements Stage, SampleSink {

    private static final InetSocketAddress SENDER = new InetSocketAddress("127.0.0.1", 40_000);
    private static final InputSettings INPUT = new InputSettings("bench", "bench", "", 0);

    private final Protocol protocol;
    private final List<ByteBuffer> datagrams;
    private final DatagramHandler decoder;
    private final SampleSink behind;
    private int sequence = 1;
    private long samples;

    private DecodingStage(Protocol protocol, List<byte[]> datagrams, SampleSink behind) {
        this.protocol = protocol;
        this.datagrams = datagrams.stream().map(byte[]::clone).map(ByteBuffer::wrap).toList();
        this.behind = behind;
        this.decoder = decoder();
    }

    /** Decodes each record into a draft and leaves it at that. */
    static DecodingStage decode(Protocol protocol, List<byte[]> datagrams) {
        return new DecodingStage(protocol, datagrams, null);
    }

    /** Decodes, normalizes, chooses the partition, numbers, encodes and ships. */
    static DecodingStage ship(Protocol protocol, List<byte[]> datagrams, Shipper shipper) {
        Clock clock = Clock.systemUTC();
        var bounds = new MetadataBounds(32, 4096);
        return new DecodingStage(
                protocol, datagrams, new Intake(clock.instant(), bounds, shipper, clock));
    }

    private DatagramHandler decoder() {
        var metrics = new ForwarderMetrics(new SimpleMeterRegistry());
        var exporters = new Exporters(100, metrics);
        if (protocol == Protocol.SFLOW) {
            return new SflowDecoder(new AgentTable(INPUT, exporters, metrics), false, this);
        }
        var held = new HeldBounds(1 << 20, Duration.ofSeconds(60));
        return new NetflowDecoder(
                new DomainTable(INPUT, exporters, ConfiguredIntervals.NONE, held, metrics),
                false,
                this);
    }

    @Override
    public long turn() throws InterruptedException {
        long before = samples;
        for (ByteBuffer datagram : datagrams) {
            // One that came before would be a repeat.
            datagram.putInt(protocol.sequenceAt(datagram), sequence++);
            decoder.handle(datagram.array(), 0, datagram.capacity(), SENDER, System.nanoTime());
        }
        return samples - before;
    }

    @Override
    public void accept(Exporter exporter, PacketSample.Builder sample, Acknowledgement done)
            throws InterruptedException {
        samples++;
        if (behind != null) {
            behind.accept(exporter, sample, done);
        }
    }

    @Override
    public void reject(Exporter exporter, Rejection rejection) {
        throw new AssertionError("a datagram of the capture was rejected: " + rejection.reason());
    }
}
