package io.networkanalytics.job.sink;

import io.networkanalytics.clickhouse.ClickHouseConnection;
import io.networkanalytics.model.table.TableColumn;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.jdbc.JdbcConnectionOptions;
import org.apache.flink.connector.jdbc.JdbcExecutionOptions;
import org.apache.flink.connector.jdbc.core.datastream.sink.JdbcSink;
import org.apache.flink.connector.jdbc.datasource.connections.SimpleJdbcConnectionProvider;

/**
 * Few rows into tables whose engine replaces rows of one key: at least once, and since a row that
 * comes again is the same row, each is there once. They are visible before their checkpoint is
 * complete, so they must come from where nothing is taken back: from committed records of a topic.
 */
final class JdbcTableSink {

    private static final String DRIVER = "com.clickhouse.jdbc.Driver";
    private static final int MAX_BATCH_ROWS = 1_000;

    /** Of a server that answers and still refuses; the pauses between grow by a second each. */
    private static final int MAX_RETRIES = 5;

    /** A third of the time after which Flink gives up a task that does not end. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private JdbcTableSink() {}

    /**
     * A sink.
     *
     * @param connection the server
     * @param table name of a ReplacingMergeTree table
     * @param columns its columns
     * @return the sink
     * @param <T> the row
     */
    static <T> Sink<T> of(
            ClickHouseConnection connection, String table, List<TableColumn<T>> columns) {
        JdbcExecutionOptions options =
                JdbcExecutionOptions.builder()
                        .withBatchSize(MAX_BATCH_ROWS)
                        // No flush by time: its thread would hold a lock while it waits for the
                        // server, and the task behind that lock could not be cancelled.
                        .withBatchIntervalMs(0)
                        .withMaxRetries(MAX_RETRIES)
                        .build();
        return JdbcSink.<T>builder()
                .withQueryStatement(
                        StatementRow.insert(table, columns),
                        (statement, row) -> StatementRow.fill(statement, columns, row))
                .withExecutionOptions(options)
                .buildAtLeastOnce(
                        new PatientConnectionSource(
                                new SimpleJdbcConnectionProvider(options(connection)), PATIENCE));
    }

    private static JdbcConnectionOptions options(ClickHouseConnection connection) {
        return new JdbcConnectionOptions.JdbcConnectionOptionsBuilder()
                .withUrl("jdbc:clickhouse:" + connection.url() + "/" + connection.database())
                .withUsername(connection.user())
                .withPassword(connection.password())
                .withDriverName(DRIVER)
                // Retried here, with pauses, and not at once by the client.
                .withProperty("retry", "0")
                // An answer means stored.
                .withProperty("clickhouse_setting_async_insert", "0")
                .withProperty("clickhouse_setting_distributed_foreground_insert", "1")
                .build();
    }
}
