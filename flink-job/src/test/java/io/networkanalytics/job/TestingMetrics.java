package io.networkanalytics.job;

import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.JobID;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;
import org.apache.flink.runtime.metrics.groups.GenericMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskManagerMetricGroup;
import org.apache.flink.runtime.metrics.util.TestingMetricRegistry;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;

/** Keeps the metrics that an operator registers in groups of its own, for a harness. */
public final class TestingMetrics {

    private final Map<String, Metric> metrics = new TreeMap<>();

    /** What a harness runs in. */
    public MockEnvironment environment() {
        return new MockEnvironmentBuilder()
                .setMetricGroup(
                        TaskManagerMetricGroup.createTaskManagerMetricGroup(
                                        TestingMetricRegistry.builder()
                                                .setRegisterConsumer(this::add)
                                                .build(),
                                        "localhost",
                                        ResourceID.generate())
                                .addJob(new JobID(), "job")
                                .addTask(ExecutionAttemptID.randomId(), "task"))
                .build();
    }

    private void add(Metric metric, String name, AbstractMetricGroup<?> group) {
        // Flink's own are not in groups of this kind, but for the state backend's.
        if (group instanceof GenericMetricGroup) {
            metrics.put(name, metric);
        }
    }

    /** Every metric and its value now. */
    public Map<String, Object> values() {
        Map<String, Object> values = new TreeMap<>();
        metrics.forEach(
                (name, metric) ->
                        values.put(
                                name,
                                metric instanceof Counter counter
                                        ? counter.getCount()
                                        : ((Gauge<?>) metric).getValue()));
        return values;
    }
}
