package io.networkanalytics.bench.chaos;

import io.networkanalytics.clickhouse.ClickHouseSink;
import io.networkanalytics.job.JobOptions;
import io.networkanalytics.job.NetworkAnalyticsPipeline;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.SinkTransformation;

/**
 * The job with every sink to ClickHouse replaced by a {@link SabotagedSink}: the pipeline is the
 * real one, and so are all other sinks.
 */
public final class SabotagedJob {

    private SabotagedJob() {}

    /**
     * Submits the job.
     *
     * @param args {@link Sabotage}'s name, then those of the job
     * @throws Exception as the job's
     */
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(new Configuration());
        NetworkAnalyticsPipeline.build(
                env, JobOptions.parse(Arrays.copyOfRange(args, 1, args.length)));
        for (Transformation<?> transformation : List.copyOf(env.getTransformations())) {
            if (transformation instanceof SinkTransformation<?, ?> sink
                    && sink.getSink() instanceof ClickHouseSink) {
                env.getTransformations().remove(sink);
                replace(sink, Sabotage.valueOf(args[0]));
            }
        }
        env.execute("network-analytics, sabotaged");
    }

    private static <T> void replace(SinkTransformation<T, ?> sink, Sabotage sabotage) {
        sink.getInputStream()
                .sinkTo(new SabotagedSink<>((ClickHouseSink<T>) sink.getSink(), sabotage))
                .uid(sink.getUid())
                .name(sink.getName());
    }
}
