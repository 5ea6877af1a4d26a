package io.networkanalytics.job.source;

import java.io.Serializable;
import java.util.Map;

/**
 * How to reach Kafka.
 *
 * @param bootstrapServers host:port, comma separated
 * @param groupId consumer group, for people who watch the lag
 * @param properties further properties of consumers, for example for TLS
 */
public record KafkaOptions(String bootstrapServers, String groupId, Map<String, String> properties)
        implements Serializable {

    public KafkaOptions {
        properties = Map.copyOf(properties);
    }
}
