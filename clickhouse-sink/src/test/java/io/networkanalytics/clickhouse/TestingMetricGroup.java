package io.networkanalytics.clickhouse;

import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Meter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.View;
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
    public <M extends Meter> M meter(String name, M meter) {
        add(name, meter);
        return meter;
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

    /** What Flink does every few seconds. */
    void updateRates() {
        metrics.values().stream()
                .filter(View.class::isInstance)
                .forEach(view -> ((View) view).update());
    }

    /** A gauge of text. */
    String text(String name) {
        return (String) ((Gauge<?>) metrics.get(name)).getValue();
    }

    private static long value(Object metric) {
        if (metric instanceof Counter counter) {
            return counter.getCount();
        }
        if (metric instanceof Meter meter) {
            return Math.round(meter.getRate());
        }
        return ((Number) ((Gauge<?>) metric).getValue()).longValue();
    }

    /** Every metric that is a number, and its value now. */
    Map<String, Long> values() {
        Map<String, Long> values = new TreeMap<>();
        metrics.forEach(
                (name, metric) -> {
                    if (!(metric instanceof Gauge<?> gauge && gauge.getValue() instanceof String)) {
                        values.put(name, value(metric));
                    }
                });
        return values;
    }
}
