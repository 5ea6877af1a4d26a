package io.networkanalytics.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

class NetworkAnalyticsPipelineTest {

    /** A sample is wide: what does not have to leave its thread must not. */
    @Test
    void samplesStayInOneChainBetweenTheTables() {
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(new Configuration());
        NetworkAnalyticsPipeline.build(
                env,
                JobOptions.parse(
                        "--kafka.bootstrap-servers", "localhost:9092",
                        "--clickhouse.url", "http://localhost:8123"));
        List<String> chains =
                StreamSupport.stream(
                                env.getStreamGraph().getJobGraph().getVertices().spliterator(),
                                false)
                        .map(JobVertex::getName)
                        .toList();

        for (List<String> chained :
                List.of(
                        List.of(
                                OperatorIds.ANNOTATE_ACCOUNT,
                                OperatorIds.ANNOTATE_PLACES,
                                OperatorIds.ANNOTATE_TCP_SELECT),
                        List.of(OperatorIds.ANNOTATE_FIREWALL, OperatorIds.ATTACK_COUNT),
                        List.of(
                                OperatorIds.ATTACK_TAG,
                                OperatorIds.ROLLUP_PRE_AGGREGATE,
                                OperatorIds.SINK_SAMPLES))) {
            assertEquals(
                    1,
                    chains.stream()
                            .filter(chain -> chained.stream().allMatch(chain::contains))
                            .count(),
                    () -> chained + " are not one chain of " + chains);
        }
    }
}
