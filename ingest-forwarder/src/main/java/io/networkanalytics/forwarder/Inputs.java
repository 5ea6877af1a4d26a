package io.networkanalytics.forwarder;

import io.networkanalytics.forwarder.config.InputConfig;
import io.networkanalytics.forwarder.grpc.GrpcInput;
import io.networkanalytics.forwarder.handin.HandIn;
import io.networkanalytics.forwarder.intake.Exporter;
import io.networkanalytics.forwarder.intake.Exporters;
import io.networkanalytics.forwarder.intake.InputSettings;
import io.networkanalytics.forwarder.intake.NumberedSink;
import io.networkanalytics.forwarder.json.JsonHttpInput;
import io.networkanalytics.forwarder.json.JsonUnixDatagramInput;
import io.networkanalytics.forwarder.json.JsonUnixStreamInput;
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
    private final NumberedSink sink;
    private final Exporters exporters;
    private final ForwarderMetrics metrics;
    private final Clock clock;

    Inputs(
            String colo,
            NumberedSink sink,
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
        if (config instanceof InputConfig.Grpc grpc) {
            return new GrpcInput(
                    grpc.name(),
                    grpc.grpc(),
                    handIn(grpc, "grpc", grpc.deadLettersPerSecond()),
                    metrics);
        }
        if (config instanceof InputConfig.JsonHttp http) {
            return new JsonHttpInput(
                    http.name(),
                    http.http(),
                    handIn(http, "json", http.deadLettersPerSecond()),
                    metrics);
        }
        if (config instanceof InputConfig.JsonUnix unix) {
            HandIn handIn = handIn(unix, "json", unix.deadLettersPerSecond());
            return unix.datagrams()
                    ? new JsonUnixDatagramInput(unix.name(), unix.unix(), handIn, metrics)
                    : new JsonUnixStreamInput(unix.name(), unix.unix(), handIn, metrics);
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

    private HandIn handIn(InputConfig config, String sourceSystem, int deadLettersPerSecond) {
        return new HandIn(
                new InputSettings(config.name(), sourceSystem, colo, deadLettersPerSecond),
                sink,
                exporters,
                clock);
    }
}
