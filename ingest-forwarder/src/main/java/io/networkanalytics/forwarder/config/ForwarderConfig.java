package io.networkanalytics.forwarder.config;

import io.networkanalytics.forwarder.adaptive.AdaptiveSettings;
import io.networkanalytics.forwarder.intake.MetadataBounds;
import io.networkanalytics.forwarder.ship.KafkaSettings;
import io.networkanalytics.forwarder.spool.SpoolSettings;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The whole configuration, checked.
 *
 * @param colo name of the site, may be empty
 * @param maxExporters exporters with a sequence and counters of their own
 * @param metadata bounds of {@code metadata}
 * @param kafka where samples go
 * @param spool where they wait until Kafka has them; may be off
 * @param adaptive thinning of what is too much; may be off
 * @param http address of metrics and health
 * @param drain how long a stop may take
 * @param inputs at least one
 */
public record ForwarderConfig(
        String colo,
        int maxExporters,
        MetadataBounds metadata,
        KafkaSettings kafka,
        SpoolSettings spool,
        AdaptiveSettings adaptive,
        InetSocketAddress http,
        Duration drain,
        List<InputConfig> inputs) {

    public ForwarderConfig {
        inputs = List.copyOf(inputs);
    }

    /** Without spool and thinning. */
    public ForwarderConfig(
            String colo,
            int maxExporters,
            MetadataBounds metadata,
            KafkaSettings kafka,
            InetSocketAddress http,
            Duration drain,
            List<InputConfig> inputs) {
        this(
                colo,
                maxExporters,
                metadata,
                kafka,
                SpoolSettings.OFF,
                AdaptiveSettings.OFF,
                http,
                drain,
                inputs);
    }

    /** The keys in which this differs from what runs and that a reload cannot change. */
    public List<String> keysThatNeedARestart(ForwarderConfig runs) {
        List<String> keys = new ArrayList<>();
        if (maxExporters != runs.maxExporters) {
            keys.add("maxExporters");
        }
        if (!metadata.equals(runs.metadata)) {
            keys.add("metadata");
        }
        if (!kafka.equals(runs.kafka)) {
            keys.add("kafka");
        }
        if (!spool.equals(runs.spool)) {
            keys.add("spool");
        }
        if (!adaptive.equals(runs.adaptive)) {
            keys.add("adaptive");
        }
        if (!http.equals(runs.http)) {
            keys.add("http");
        }
        return keys;
    }

    /** What runs after a reload: the new inputs, and the old ways. */
    public ForwarderConfig reloadedTo(ForwarderConfig next) {
        return new ForwarderConfig(
                next.colo,
                maxExporters,
                metadata,
                kafka,
                spool,
                adaptive,
                http,
                next.drain,
                next.inputs);
    }
}
