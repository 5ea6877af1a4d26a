package io.networkanalytics.forwarder.exporters;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.networkanalytics.forwarder.intake.Exporters;
import io.networkanalytics.forwarder.intake.InputSettings;
import io.networkanalytics.forwarder.intake.Intake;
import io.networkanalytics.forwarder.intake.MetadataBounds;
import io.networkanalytics.forwarder.netflow.ConfiguredIntervals;
import io.networkanalytics.forwarder.netflow.DomainTable;
import io.networkanalytics.forwarder.netflow.HeldBounds;
import io.networkanalytics.forwarder.netflow.NetflowDecoder;
import io.networkanalytics.forwarder.observe.ForwarderMetrics;
import io.networkanalytics.forwarder.observe.MetricMap;
import io.networkanalytics.forwarder.sflow.AgentTable;
import io.networkanalytics.forwarder.sflow.SflowDecoder;
import io.networkanalytics.forwarder.ship.TestingShipper;
import io.networkanalytics.forwarder.udp.DatagramHandler;
import io.networkanalytics.forwarder.udp.UdpInput;
import io.networkanalytics.forwarder.udp.UdpSettings;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.testkit.network.NamespacePair;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The forwarder's input for exporters in the second namespace, up to the shipper. */
final class TestingCollector implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int RECEIVE_BYTES = 4 * 1024 * 1024;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final TestingShipper shipper = new TestingShipper(4);
    private final UdpInput input;

    /**
     * @param system {@code sflow} or {@code netflow}
     * @param configuredInterval of exporters that do not say theirs; 0 for none
     */
    TestingCollector(String system, int configuredInterval) throws Exception {
        ForwarderMetrics metrics = new ForwarderMetrics(registry);
        Clock clock = Clock.systemUTC();
        Intake intake = new Intake(clock.instant(), new MetadataBounds(10, 1000), shipper, clock);
        InputSettings settings = new InputSettings("in", system, "", 1);
        Exporters exporters = new Exporters(10, metrics);
        Supplier<DatagramHandler> decoders;
        if (system.equals("sflow")) {
            AgentTable agents = new AgentTable(settings, exporters, metrics);
            decoders = () -> new SflowDecoder(agents, false, intake);
        } else {
            DomainTable domains =
                    new DomainTable(
                            settings,
                            exporters,
                            new ConfiguredIntervals(configuredInterval, Map.of()),
                            HeldBounds.DEFAULT,
                            metrics);
            decoders = () -> new NetflowDecoder(domains, false, intake);
        }
        input =
                new UdpInput(
                        "in",
                        new UdpSettings(
                                new InetSocketAddress(NamespacePair.COLLECTOR_ADDRESS, 0),
                                1,
                                RECEIVE_BYTES),
                        decoders,
                        clock,
                        metrics);
        input.start();
    }

    InetSocketAddress address() {
        return input.localAddress();
    }

    List<PacketSample> samples() {
        return shipper.samples();
    }

    /** Waits for samples beyond those that were there. */
    void awaitMoreThan(int samples, Duration deadline) throws InterruptedException {
        shipper.awaitSamples(samples + 1, deadline);
    }

    Map<String, Long> metrics() {
        return MetricMap.of(registry);
    }

    /** Reads what has come and takes no more. */
    @Override
    public void close() {
        input.stop(PATIENCE);
    }
}
