package io.networkanalytics.job.source;

import io.networkanalytics.job.encoding.WireSampleSerializer;
import io.networkanalytics.model.DeadLetter;
import io.networkanalytics.model.TableRecord;
import io.networkanalytics.model.Topics;
import io.networkanalytics.model.WireSample;
import io.networkanalytics.model.attack.AttackEvent;
import io.networkanalytics.model.attack.AttackRule;
import io.networkanalytics.model.codec.AttackEventCodec;
import io.networkanalytics.model.codec.AttackRuleCodec;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.KafkaSource;
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

    /**
     * Records that the job itself has written.
     *
     * @param records every committed record
     * @param deadLetters what could not be decoded
     * @param <T> what they are
     */
    public record Written<T>(DataStream<T> records, DataStream<DeadLetter> deadLetters) {}

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

    /**
     * Reads the events of attacks from their topic, where only those are that no failure has
     * undone.
     *
     * @param env the environment
     * @param kafka how to reach Kafka
     * @param sourceUid uid of the source
     * @param decodeUid uid of the operator behind it
     * @return events
     */
    public static Written<AttackEvent> attackEvents(
            StreamExecutionEnvironment env,
            KafkaOptions kafka,
            String sourceUid,
            String decodeUid) {
        return decoded(
                ownRecords(env, SampleSource.attackEvents(kafka), sourceUid),
                new RecordDecodeFunction<>(Topics.ATTACK_EVENTS, AttackEventCodec::decode),
                AttackEvent.class,
                decodeUid);
    }

    /**
     * Reads the rules against attacks from the topic of all rules: the rows of their table, {@link
     * AttackRule#json} is "".
     *
     * @param env the environment
     * @param kafka how to reach Kafka
     * @param sourceUid uid of the source
     * @param decodeUid uid of the operator behind it
     * @return rules, also those whose attack has ended
     */
    public static Written<AttackRule> attackRules(
            StreamExecutionEnvironment env,
            KafkaOptions kafka,
            String sourceUid,
            String decodeUid) {
        return decoded(
                ownRecords(env, SampleSource.attackRules(kafka), sourceUid),
                new RecordDecodeFunction<>(Topics.MITIGATION_RULES, AttackRuleCodec::decode),
                AttackRule.class,
                decodeUid);
    }

    private static DataStream<TableRecord> ownRecords(
            StreamExecutionEnvironment env, KafkaSource<TableRecord> source, String uid) {
        return env.fromSource(source, WatermarkStrategy.noWatermarks(), uid)
                .uid(uid)
                .setParallelism(1);
    }

    private static <T> Written<T> decoded(
            DataStream<TableRecord> records,
            RecordDecodeFunction<T> decode,
            Class<T> type,
            String uid) {
        SingleOutputStreamOperator<T> decoded =
                records.process(decode, TypeInformation.of(type))
                        .uid(uid)
                        .name(uid)
                        .setParallelism(1);
        return new Written<>(decoded, decoded.getSideOutput(RecordDecodeFunction.DEAD_LETTERS));
    }
}
