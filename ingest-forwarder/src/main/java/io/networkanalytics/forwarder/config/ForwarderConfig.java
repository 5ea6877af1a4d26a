package io.networkanalytics.forwarder.config;

import io.networkanalytics.forwarder.intake.MetadataBounds;
import io.networkanalytics.forwarder.ship.KafkaSettings;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * The whole configuration, checked.
 *
 * @param colo name of the site, may be empty
 * @param maxExporters exporters with a sequence and counters of their own
 * @param metadata bounds of {@code metadata}
 * @param kafka where samples go
 * @param http address of metrics and health
 * @param drain how long a stop may take
 * @param inputs at least one
 */
public record ForwarderConfig(
        String colo,
        int maxExporters,
        MetadataBounds metadata,
        KafkaSettings kafka,
        InetSocketAddress http,
        Duration drain,
        List<InputConfig> inputs) {

    public ForwarderConfig {
        inputs = List.copyOf(inputs);
    }
}
