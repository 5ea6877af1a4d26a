package io.networkanalytics.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.StreamSupport;

class NetworkAnalyticsPipelineTest {

    /** A sample is wide: from its annotation to its table it must not leave the thread. */
    @Test
    void samplesStayInOneChainFromTheirAnnotationToTheirTable() {
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
                        .filter(name -> name.contains(OperatorIds.ANNOTATE_ACCOUNT))
                        .toList();

        assertEquals(1, chains.size(), chains::toString);
        for (String operator :
                List.of(
                        OperatorIds.ANNOTATE_PLACES,
                        OperatorIds.ROLLUP_PRE_AGGREGATE,
                        OperatorIds.SINK_SAMPLES)) {
            assertEquals(
                    List.of(),
                    chains.stream().filter(name -> !name.contains(operator)).toList(),
                    () -> operator + " is not in the chain of the annotation");
        }
    }
}
