package io.networkanalytics.clickhouse;

import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/** Keeps what is registered in it and its subgroups, to be read as one map of dotted names. */
final class TestingMetricGroup extends UnregisteredMetricsGroup {

    private final String prefix;
    private final Map<String, Object> metrics;

    TestingMetricGroup() {
        this("", new TreeMap<>());
    }

    private TestingMetricGroup(String prefix, Map<String, Object> metrics) {
        this.prefix = prefix;
        this.metrics = metrics;
    }

    @Override
    public Counter counter(String name) {
        return counter(name, new SimpleCounter());
    }

    @Override
    public <C extends Counter> C counter(String name, C counter) {
        add(name, counter);
        return counter;
    }

    @Override
    public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
        add(name, gauge);
        return gauge;
    }

    @Override
    public MetricGroup addGroup(String name) {
        return new TestingMetricGroup(prefix + name + ".", metrics);
    }

    private void add(String name, Object metric) {
        if (metrics.put(prefix + name, metric) != null) {
            throw new IllegalStateException("Metric " + prefix + name + " is registered twice");
        }
    }

    /** Every metric and its value now. */
    Map<String, Long> values() {
        Map<String, Long> values = new TreeMap<>();
        metrics.forEach(
                (name, metric) ->
                        values.put(
                                name,
                                metric instanceof Counter counter
                                        ? counter.getCount()
                                        : ((Number) ((Gauge<?>) metric).getValue()).longValue()));
        return values;
    }
}
