package io.networkanalytics.job.sink;

import io.networkanalytics.clickhouse.ClickHouseConnection;
import io.networkanalytics.clickhouse.ClickHouseSink;
import io.networkanalytics.clickhouse.DeduplicationNeeds;
import io.networkanalytics.model.DeadLetter;
import io.networkanalytics.model.table.TableColumn;
import java.util.List;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
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
        Properties properties = new Properties();
        properties.setProperty("transaction.timeout.ms", TRANSACTION_TIMEOUT_MILLIS);
        KafkaSink<DeadLetter> sink =
                KafkaSink.<DeadLetter>builder()
                        .setBootstrapServers(bootstrapServers)
                        .setKafkaProducerConfig(properties)
                        .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                        .setTransactionalIdPrefix("network-analytics-" + uid)
                        .setRecordSerializer(new DeadLetterTopicSerializer())
                        .build();
        letters.sinkTo(sink).uid(uid).name(uid);
    }
}
