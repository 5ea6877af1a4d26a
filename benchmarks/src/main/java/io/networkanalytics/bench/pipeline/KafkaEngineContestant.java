package io.networkanalytics.bench.pipeline;

import io.networkanalytics.model.Topics;
import io.networkanalytics.model.table.ColumnType;
import io.networkanalytics.model.table.SampleTable;
import io.networkanalytics.model.table.TableColumn;
import io.networkanalytics.sql.ClickHouse;
import io.networkanalytics.stack.LocalStack;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The alternative: ClickHouse's own Kafka engine and a materialized view. No annotation, no check
 * of the samples, no protection against repeats or a kill.
 */
final class KafkaEngineContestant implements Contestant {

    /** What the view makes up, because the sample does not have it. */
    private static final Map<String, String> ANNOTATED =
            Map.of(
                    "account_id", "0",
                    "prefix_tag", "''",
                    "lease_tag", "''",
                    "application_tag", "''",
                    "observed_at", "fromUnixTimestamp64Nano(toInt64(observed_at_nanos), 'UTC')",
                    "received_at", "fromUnixTimestamp64Nano(toInt64(received_at_nanos), 'UTC')");

    private final ClickHouse server;
    private final String bootstrap;
    private final int consumers;
    private int runs;

    KafkaEngineContestant(ClickHouse server, String bootstrap, int consumers) {
        this.server = server;
        this.bootstrap = bootstrap;
        this.consumers = consumers;
    }

    @Override
    public String title() {
        return "ClickHouse's Kafka engine";
    }

    @Override
    public void start() throws IOException {
        execute(
                "CREATE TABLE bench_topic ("
                        + topicColumns()
                        + ") ENGINE = Kafka SETTINGS kafka_broker_list = '"
                        + bootstrap
                        + "', kafka_topic_list = '"
                        + Topics.PACKET_SAMPLES
                        + "', kafka_group_name = 'bench-engine-"
                        + ++runs
                        + "', kafka_format = 'ProtobufSingle', kafka_schema = 'packet_sample:io.networkanalytics.v1.PacketSample',"
                        + " kafka_num_consumers = "
                        + consumers
                        + ", kafka_thread_per_consumer = 1");
        execute(
                "CREATE MATERIALIZED VIEW bench_topic_view TO samples AS SELECT "
                        + SampleTable.COLUMNS.stream()
                                .map(KafkaEngineContestant::selected)
                                .collect(Collectors.joining(", "))
                        + " FROM bench_topic");
    }

    @Override
    public void stop() throws IOException {
        execute("DROP VIEW IF EXISTS bench_topic_view");
        execute("DROP TABLE IF EXISTS bench_topic");
    }

    @Override
    public long cpuNanos() {
        // It works inside the server.
        return 0;
    }

    private static String topicColumns() {
        List<String> columns =
                new ArrayList<>(
                        List.of(
                                "version UInt32",
                                "observed_at_nanos UInt64",
                                "received_at_nanos UInt64"));
        for (TableColumn<?> column : SampleTable.COLUMNS) {
            if (!ANNOTATED.containsKey(column.name())) {
                columns.add(column.name() + " " + wireType(column));
            }
        }
        return String.join(", ", columns);
    }

    private static String wireType(TableColumn<?> column) {
        return column.type() == ColumnType.IPV6 ? "String" : column.type().sql();
    }

    private static String selected(TableColumn<?> column) {
        String made = ANNOTATED.get(column.name());
        if (made != null) {
            return made + " AS " + column.name();
        }
        if (column.type() == ColumnType.IPV6) {
            return "CAST(toFixedString(" + column.name() + ", 16), 'IPv6') AS " + column.name();
        }
        return column.name();
    }

    private void execute(String sql) throws IOException {
        server.execute(sql, Map.of("database", LocalStack.DATABASE));
    }
}
