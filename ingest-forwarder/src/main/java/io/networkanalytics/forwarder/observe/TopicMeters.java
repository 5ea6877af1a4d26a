package io.networkanalytics.forwarder.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** The counters of what goes to one topic. */
public final class TopicMeters {

    private final MeterRegistry registry;
    private final String topic;
    private final Counter shipped;
    private final Counter acknowledged;
    private final Counter acknowledgedBytes;

    public TopicMeters(MeterRegistry registry, String topic) {
        this.registry = registry;
        this.topic = topic;
        this.shipped = registry.counter(ForwarderMetrics.SHIPPED, "topic", topic);
        this.acknowledged = registry.counter(ForwarderMetrics.ACKNOWLEDGED, "topic", topic);
        this.acknowledgedBytes =
                registry.counter(ForwarderMetrics.ACKNOWLEDGED_BYTES, "topic", topic);
    }

    public String topic() {
        return topic;
    }

    public void shipped() {
        shipped.increment();
    }

    public void acknowledged(long bytes) {
        acknowledged.increment();
        acknowledgedBytes.increment(bytes);
    }

    /**
     * @param reason {@code refused}: Kafka does not take this record; {@code stopped}: shipping
     *     ended before
     */
    public void failed(String reason) {
        registry.counter(ForwarderMetrics.SHIPPING_FAILED, "topic", topic, "reason", reason)
                .increment();
    }
}
