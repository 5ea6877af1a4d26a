package io.networkanalytics.job.source;

import io.networkanalytics.job.encoding.WireSampleSerializer;
import io.networkanalytics.model.DeadLetter;
import io.networkanalytics.model.TableRecord;
import io.networkanalytics.model.Topics;
import io.networkanalytics.model.WireSample;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Reads the topics. */
public final class SourceStage {

    /**
     * Samples and what could not be one.
     *
     * @param samples every sample once
     * @param deadLetters malformed records
     */
    public record Samples(DataStream<WireSample> samples, DataStream<DeadLetter> deadLetters) {}

    private SourceStage() {}

    /**
     * Reads the samples, each once.
     *
     * @param env the environment
     * @param kafka how to reach Kafka
     * @param outOfOrderness how far behind the newest sample an older one is still in time
     * @param idleTimeout after this without a record a partition does not hold event time back
     * @param quietAdvance how far event time goes beyond the last sample of a quiet partition
     * @param sourceUid uid of the source
     * @param decodeUid uid of the operator behind it
     * @return samples
     */
    public static Samples samples(
            StreamExecutionEnvironment env,
            KafkaOptions kafka,
            Duration outOfOrderness,
            Duration idleTimeout,
            Duration quietAdvance,
            String sourceUid,
            String decodeUid) {
        SingleOutputStreamOperator<WireSample> samples =
                env.fromSource(
                                SampleSource.samples(kafka),
                                SampleSource.watermarks(outOfOrderness, idleTimeout, quietAdvance),
                                sourceUid)
                        .uid(sourceUid)
                        .process(
                                new ArrivalFunction(Topics.PACKET_SAMPLES),
                                WireSampleSerializer.TYPE)
                        .uid(decodeUid)
                        .name(decodeUid);
        return new Samples(samples, samples.getSideOutput(ArrivalFunction.DEAD_LETTERS));
    }

    /**
     * Reads a table that is a compacted topic. It never holds event time back.
     *
     * @param env the environment
     * @param kafka how to reach Kafka
     * @param topic the topic
     * @param uid uid of the source
     * @return its records
     */
    public static DataStream<TableRecord> table(
            StreamExecutionEnvironment env, KafkaOptions kafka, String topic, String uid) {
        return env.fromSource(SampleSource.table(kafka, topic), SampleSource.withoutTime(), uid)
                .uid(uid)
                // One table: the order of its records counts, and there is little of it.
                .setParallelism(1);
    }

    /**
     * Reads the dead letters of forwarder and job.
     *
     * @param env the environment
     * @param kafka how to reach Kafka
     * @param uid uid of the source
     * @return dead letters
     */
    public static DataStream<DeadLetter> deadLetters(
            StreamExecutionEnvironment env, KafkaOptions kafka, String uid) {
        return env.fromSource(
                        SampleSource.deadLetters(kafka), WatermarkStrategy.noWatermarks(), uid)
                .uid(uid)
                .setParallelism(1);
    }
}
