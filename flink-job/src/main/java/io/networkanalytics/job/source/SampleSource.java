package io.networkanalytics.job.source;

import io.networkanalytics.model.DeadLetter;
import io.networkanalytics.model.EventTime;
import io.networkanalytics.model.TableRecord;
import io.networkanalytics.model.Topics;
import java.time.Duration;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/**
 * The Kafka topics as Flink sources. Offsets live in checkpoints; what Kafka knows of them is for
 * people to look at.
 */
public final class SampleSource {

    private SampleSource() {}

    /**
     * Samples, from where the last checkpoint stood; without one from where the group stood,
     * otherwise from the start.
     *
     * @param kafka how to reach Kafka
     * @return the source
     */
    static KafkaSource<Arrival> samples(KafkaOptions kafka) {
        return sinceCommitted(kafka, Topics.PACKET_SAMPLES, new SampleDeserializer());
    }

    /**
     * What forwarder and job could not process. Reads committed records only: the job writes them
     * in transactions.
     *
     * @param kafka how to reach Kafka
     * @return the source
     */
    static KafkaSource<DeadLetter> deadLetters(KafkaOptions kafka) {
        return sinceCommitted(kafka, Topics.DEAD_LETTERS, new DeadLetterDeserializer());
    }

    /**
     * What the job has told of attacks. Committed records only, so what a failure has undone is not
     * among them.
     *
     * @param kafka how to reach Kafka
     * @return the source
     */
    static KafkaSource<TableRecord> attackEvents(KafkaOptions kafka) {
        return sinceCommitted(kafka, Topics.ATTACK_EVENTS, new TableRecordDeserializer());
    }

    /**
     * The rows of the job's own rules, committed ones only. Without a checkpoint from the first
     * record on, not from where the group stood: that is said by {@link #table}, which reads the
     * same topic and may be ahead.
     *
     * @param kafka how to reach Kafka
     * @return the source
     */
    static KafkaSource<TableRecord> attackRules(KafkaOptions kafka) {
        return builder(kafka, Topics.MITIGATION_RULES, new AttackRuleDeserializer())
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setProperty("commit.offsets.on.checkpoint", "false")
                // Two clients of one name would fight for one place among the metrics of Kafka.
                .setClientIdPrefix(kafka.groupId() + "-attack-rules")
                .build();
    }

    /**
     * A compacted topic, from the first record on: without a checkpoint everything is read again.
     *
     * @param kafka how to reach Kafka
     * @param topic the topic
     * @return the source
     */
    static KafkaSource<TableRecord> table(KafkaOptions kafka, String topic) {
        return builder(kafka, topic, new TableRecordDeserializer())
                .setStartingOffsets(OffsetsInitializer.earliest())
                .build();
    }

    /**
     * Event time of samples. A partition without records does not hold time back; malformed records
     * have no time.
     *
     * @param outOfOrderness how far behind the newest sample an older one is still in time
     * @param idleTimeout after this without a record a partition counts as idle
     * @param quietAdvance how far event time goes beyond the last sample of an idle partition
     * @return the strategy
     */
    static WatermarkStrategy<Arrival> watermarks(
            Duration outOfOrderness, Duration idleTimeout, Duration quietAdvance) {
        return WatermarkStrategy.forGenerator(
                        new SampleWatermarkFunction(outOfOrderness, idleTimeout, quietAdvance))
                .withTimestampAssigner(
                        (arrival, kafkaTimestamp) ->
                                arrival.isMalformed()
                                        ? Long.MIN_VALUE
                                        : EventTime.nanos(arrival.wire().sample()) / 1_000_000L);
    }

    /**
     * Of a stream whose records have no event time: idle, so that the other input of an operator
     * decides. An end-of-time watermark would not do: it would win as soon as that other input is
     * idle, and all that comes later would be late.
     */
    static WatermarkStrategy<TableRecord> withoutTime() {
        return WatermarkStrategy.<TableRecord>noWatermarks().withIdleness(Duration.ofSeconds(1));
    }

    // The connector has no other way yet to say what a group without offsets starts from.
    @SuppressWarnings("deprecation")
    private static <T> KafkaSource<T> sinceCommitted(
            KafkaOptions kafka, String topic, KafkaRecordDeserializationSchema<T> schema) {
        return builder(kafka, topic, schema)
                .setStartingOffsets(
                        OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST))
                .build();
    }

    private static <T> KafkaSourceBuilder<T> builder(
            KafkaOptions kafka, String topic, KafkaRecordDeserializationSchema<T> schema) {
        Properties properties = new Properties();
        properties.putAll(kafka.properties());
        properties.setProperty("isolation.level", "read_committed");
        // New partitions of a topic are found while the job runs.
        properties.setProperty("partition.discovery.interval.ms", "30000");
        return KafkaSource.<T>builder()
                .setBootstrapServers(kafka.bootstrapServers())
                .setGroupId(kafka.groupId())
                .setTopics(topic)
                .setClientIdPrefix(kafka.groupId() + "-" + topic)
                .setProperties(properties)
                .setDeserializer(schema);
    }
}
