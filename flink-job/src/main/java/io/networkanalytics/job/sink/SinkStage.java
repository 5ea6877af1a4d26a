package io.networkanalytics.job.sink;

import io.networkanalytics.clickhouse.ClickHouseConnection;
import io.networkanalytics.clickhouse.ClickHouseSink;
import io.networkanalytics.clickhouse.DeduplicationNeeds;
import io.networkanalytics.model.DeadLetter;
import io.networkanalytics.model.attack.AttackEvent;
import io.networkanalytics.model.attack.AttackRule;
import io.networkanalytics.model.table.AttackEventTable;
import io.networkanalytics.model.table.AttackRuleTable;
import io.networkanalytics.model.table.TableColumn;
import java.util.List;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Writes what the other stages give.
 *
 * @param connection the ClickHouse server
 * @param needs what the tables' deduplication windows must hold
 */
public record SinkStage(ClickHouseConnection connection, DeduplicationNeeds needs) {

    /**
     * What Kafka's brokers allow by default. After it, a transaction that waits for its checkpoint
     * is lost.
     */
    private static final String TRANSACTION_TIMEOUT_MILLIS = "900000";

    /**
     * Writes rows to a table, exactly once.
     *
     * @param rows the rows
     * @param table its name
     * @param columns its columns
     * @param uid uid of the sink
     * @param <T> the row
     */
    public <T> void table(
            DataStream<T> rows, String table, List<TableColumn<T>> columns, String uid) {
        ClickHouseSink<T> sink =
                ClickHouseSink.builder(connection, table, TableColumns.of(columns))
                        .deduplicationNeeds(needs)
                        .build();
        rows.sinkTo(sink).uid(uid).name(uid);
    }

    /**
     * Writes dead letters to their topic, in transactions that end with the checkpoints.
     *
     * @param letters the letters
     * @param bootstrapServers Kafka
     * @param uid uid of the sink
     */
    public static void deadLetterTopic(
            DataStream<DeadLetter> letters, String bootstrapServers, String uid) {
        letters.sinkTo(topic(bootstrapServers, uid, new DeadLetterTopicSerializer()))
                .uid(uid)
                .name(uid);
    }

    /**
     * Writes events of attacks to their topic, in transactions that end with the checkpoints.
     *
     * @param events the events
     * @param bootstrapServers Kafka
     * @param uid uid of the sink
     */
    public static void attackEventTopic(
            DataStream<AttackEvent> events, String bootstrapServers, String uid) {
        few(events, topic(bootstrapServers, uid, new AttackEventTopicSerializer()), uid);
    }

    /**
     * Writes events of attacks to their table, where one that comes again is the same row.
     *
     * @param events events that no failure can undo any more
     * @param uid uid of the sink
     */
    public void attackEventTable(DataStream<AttackEvent> events, String uid) {
        few(
                events,
                JdbcTableSink.of(connection, AttackEventTable.NAME, AttackEventTable.COLUMNS),
                uid);
    }

    /**
     * Writes rules against attacks to the topic of rules, in transactions that end with the
     * checkpoints.
     *
     * @param rules the rules
     * @param bootstrapServers Kafka
     * @param uid uid of the sink
     */
    public static void attackRuleTopic(
            DataStream<AttackRule> rules, String bootstrapServers, String uid) {
        few(rules, topic(bootstrapServers, uid, new AttackRuleTopicSerializer()), uid);
    }

    /**
     * Writes rules against attacks to their table, where the newest version of a rule counts.
     *
     * @param rules rules that no failure can undo any more
     * @param uid uid of the sink
     */
    public void attackRuleTable(DataStream<AttackRule> rules, String uid) {
        few(
                rules,
                JdbcTableSink.of(connection, AttackRuleTable.NAME, AttackRuleTable.COLUMNS),
                uid);
    }

    /**
     * One subtask: these are few rows, and each subtask would be a transaction or an insert at
     * every checkpoint. Records of one key stay in order.
     */
    private static <T> void few(DataStream<T> rows, Sink<T> sink, String uid) {
        rows.sinkTo(sink).uid(uid).name(uid).setParallelism(1);
    }

    private static <T> KafkaSink<T> topic(
            String bootstrapServers, String uid, KafkaRecordSerializationSchema<T> serializer) {
        Properties properties = new Properties();
        properties.setProperty("transaction.timeout.ms", TRANSACTION_TIMEOUT_MILLIS);
        return KafkaSink.<T>builder()
                .setBootstrapServers(bootstrapServers)
                .setKafkaProducerConfig(properties)
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionalIdPrefix("network-analytics-" + uid)
                .setRecordSerializer(serializer)
                .build();
    }
}
