package io.networkanalytics.forwarder;

import io.networkanalytics.forwarder.config.InputConfig;
import io.networkanalytics.forwarder.intake.Exporters;
import io.networkanalytics.forwarder.intake.InputSettings;
import io.networkanalytics.forwarder.intake.SampleSink;
import io.networkanalytics.forwarder.observe.ForwarderMetrics;
import io.networkanalytics.forwarder.sflow.AgentTable;
import io.networkanalytics.forwarder.sflow.SflowDecoder;
import io.networkanalytics.forwarder.udp.UdpInput;
import java.time.Clock;

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
        throw new IllegalArgumentException("no input is known for " + config);
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
