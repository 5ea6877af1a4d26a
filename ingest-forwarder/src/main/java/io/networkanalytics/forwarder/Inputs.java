package io.networkanalytics.forwarder;

import io.networkanalytics.forwarder.config.InputConfig;
import io.networkanalytics.forwarder.intake.Exporter;
import io.networkanalytics.forwarder.intake.Exporters;
import io.networkanalytics.forwarder.intake.InputSettings;
import io.networkanalytics.forwarder.intake.SampleSink;
import io.networkanalytics.forwarder.live.LiveCaptureInput;
import io.networkanalytics.forwarder.live.PcapStreamInput;
import io.networkanalytics.forwarder.netflow.DomainTable;
import io.networkanalytics.forwarder.netflow.NetflowDecoder;
import io.networkanalytics.forwarder.nflog.NflogInput;
import io.networkanalytics.forwarder.observe.ForwarderMetrics;
import io.networkanalytics.forwarder.sflow.AgentTable;
import io.networkanalytics.forwarder.sflow.SflowDecoder;
import io.networkanalytics.forwarder.udp.UdpInput;
import java.time.Clock;
import java.util.SplittableRandom;

/** Makes the inputs that the configuration names: the only place that knows every kind. */
final class Inputs {

    private final String colo;
    private final SampleSink sink;
    private final Exporters exporters;
    private final ForwarderMetrics metrics;
    private final Clock clock;

    Inputs(
            String colo,
            SampleSink sink,
            Exporters exporters,
            ForwarderMetrics metrics,
            Clock clock) {
        this.colo = colo;
        this.sink = sink;
        this.exporters = exporters;
        this.metrics = metrics;
        this.clock = clock;
    }

    Input of(InputConfig config) {
        if (config instanceof InputConfig.Sflow sflow) {
            return sflow(sflow);
        }
        if (config instanceof InputConfig.Netflow netflow) {
            return netflow(netflow);
        }
        if (config instanceof InputConfig.Nflog nflog) {
            return nflog(nflog);
        }
        if (config instanceof InputConfig.Capture capture) {
            return capture(capture);
        }
        if (config instanceof InputConfig.PcapStream stream) {
            return pcapStream(stream);
        }
        throw new IllegalArgumentException("no input is known for " + config);
    }

    private Input netflow(InputConfig.Netflow config) {
        InputSettings settings =
                new InputSettings(config.name(), "netflow", colo, config.deadLettersPerSecond());
        DomainTable domains =
                new DomainTable(settings, exporters, config.intervals(), config.held(), metrics);
        return new UdpInput(
                config.name(),
                config.udp(),
                () -> new NetflowDecoder(domains, config.headerBytes(), sink),
                clock,
                metrics);
    }

    private Input nflog(InputConfig.Nflog config) {
        return new NflogInput(
                exporter(config.name(), "nflog", config.exporter(), config.deadLettersPerSecond()),
                config.settings(),
                config.marks(),
                config.headerBytes(),
                sink,
                clock,
                metrics);
    }

    private Input capture(InputConfig.Capture config) {
        return new LiveCaptureInput(
                exporter(config.name(), "pcap", config.exporter(), config.deadLettersPerSecond()),
                config.settings(),
                config.headerBytes(),
                sink,
                clock,
                new SplittableRandom(),
                metrics);
    }

    private Input pcapStream(InputConfig.PcapStream config) {
        return new PcapStreamInput(
                exporter(config.name(), "pcap", config.exporter(), config.deadLettersPerSecond()),
                config.settings(),
                config.marks(),
                config.headerBytes(),
                sink,
                clock,
                metrics);
    }

    private Exporter exporter(
            String name, String sourceSystem, String exporterId, int deadLettersPerSecond) {
        return exporters.of(
                new InputSettings(name, sourceSystem, colo, deadLettersPerSecond), exporterId);
    }

    private Input sflow(InputConfig.Sflow config) {
        InputSettings settings =
                new InputSettings(config.name(), "sflow", colo, config.deadLettersPerSecond());
        AgentTable agents = new AgentTable(settings, exporters, metrics);
        return new UdpInput(
                config.name(),
                config.udp(),
                () -> new SflowDecoder(agents, config.headerBytes(), sink),
                clock,
                metrics);
    }
}
