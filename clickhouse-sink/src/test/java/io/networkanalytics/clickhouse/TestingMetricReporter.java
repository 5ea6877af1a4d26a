package io.networkanalytics.clickhouse;

import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/**
 * What a running job's sink reports, by the name within its group; the newest subtask counts, and
 * values stay readable when it has ended. For one job of parallelism 1 at a time.
 */
public final class TestingMetricReporter implements MetricReporter {

    private static final String GROUP = ".clickhouse.";
    private static final Map<String, Metric> METRICS = new ConcurrentHashMap<>();

    /** Found by Flink as a service. */
    public static final class Factory implements MetricReporterFactory {
        @Override
        public MetricReporter createMetricReporter(Properties properties) {
            return new TestingMetricReporter();
        }
    }

    static void configure(Configuration configuration) {
        configuration.setString("metrics.reporters", "testing");
        configuration.setString("metrics.reporter.testing.factory.class", Factory.class.getName());
        METRICS.clear();
    }

    static long count(String name) {
        return METRICS.get(name) instanceof Counter counter ? counter.getCount() : 0;
    }

    static Object gauge(String name) {
        return METRICS.get(name) instanceof Gauge<?> gauge ? gauge.getValue() : "";
    }

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        String full = group.getMetricIdentifier(name);
        int at = full.indexOf(GROUP);
        if (at >= 0) {
            METRICS.put(full.substring(at + GROUP.length()), metric);
        }
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {}

    @Override
    public void open(MetricConfig config) {}

    @Override
    public void close() {}
}
