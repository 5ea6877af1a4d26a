package io.networkanalytics.bench.sink;

import io.networkanalytics.clickhouse.ClickHouseConnection;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.table.ColumnType;
import io.networkanalytics.model.table.SampleTable;
import io.networkanalytics.model.table.TableColumn;
import io.networkanalytics.model.table.TableColumn.BytesColumn;
import io.networkanalytics.model.table.TableColumn.MapColumn;
import io.networkanalytics.model.table.TableColumn.NumberColumn;
import io.networkanalytics.model.table.TableColumn.TextColumn;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.stream.Collectors;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.jdbc.JdbcConnectionOptions;
import org.apache.flink.connector.jdbc.JdbcExecutionOptions;
import org.apache.flink.connector.jdbc.core.datastream.sink.JdbcSink;

/** The sink of flink-connector-jdbc with ClickHouse's own driver, batches of 5000 rows. */
final class JdbcSamples {

    private JdbcSamples() {}

    static Sink<AnnotatedSample> sink(ClickHouseConnection connection) {
        String names =
                SampleTable.COLUMNS.stream()
                        .map(TableColumn::name)
                        .collect(Collectors.joining(","));
        String marks = SampleTable.COLUMNS.stream().map(c -> "?").collect(Collectors.joining(","));
        return JdbcSink.<AnnotatedSample>builder()
                .withQueryStatement(
                        "INSERT INTO "
                                + SampleTable.NAME
                                + " ("
                                + names
                                + ") VALUES ("
                                + marks
                                + ")",
                        JdbcSamples::fill)
                .withExecutionOptions(
                        JdbcExecutionOptions.builder()
                                .withBatchSize(5000)
                                .withBatchIntervalMs(1000)
                                .withMaxRetries(3)
                                .build())
                .buildAtLeastOnce(
                        new JdbcConnectionOptions.JdbcConnectionOptionsBuilder()
                                .withUrl(
                                        connection.url().replace("http://", "jdbc:clickhouse://")
                                                + "/"
                                                + connection.database())
                                .withUsername(connection.user())
                                .withPassword(connection.password())
                                .withDriverName("com.clickhouse.jdbc.ClickHouseDriver")
                                .build());
    }

    private static void fill(PreparedStatement statement, AnnotatedSample row) throws SQLException {
        int index = 0;
        for (TableColumn<AnnotatedSample> column : SampleTable.COLUMNS) {
            fill(statement, ++index, column, row);
        }
    }

    private static void fill(
            PreparedStatement statement,
            int index,
            TableColumn<AnnotatedSample> column,
            AnnotatedSample row)
            throws SQLException {
        if (column instanceof NumberColumn<AnnotatedSample> number) {
            long value = number.value().get(row);
            switch (number.type()) {
                case DATE_TIME_NANOS -> {
                    var time = new Timestamp(value / 1_000_000);
                    time.setNanos((int) (value % 1_000_000_000));
                    statement.setTimestamp(index, time);
                }
                case UINT32 -> statement.setLong(index, value & 0xffff_ffffL);
                default -> statement.setLong(index, value);
            }
        } else if (column instanceof TextColumn<AnnotatedSample> text) {
            statement.setString(index, text.value().get(row));
        } else if (column instanceof BytesColumn<AnnotatedSample> bytes) {
            byte[] value = bytes.value().get(row).toByteArray();
            statement.setString(
                    index,
                    bytes.type() == ColumnType.IPV6
                            ? address(value)
                            : new String(value, StandardCharsets.ISO_8859_1));
        } else if (column instanceof MapColumn<AnnotatedSample> map) {
            statement.setObject(index, map.value().get(row));
        } else {
            throw new SQLException("Column " + column.name() + " is not written by this benchmark");
        }
    }

    private static String address(byte[] bytes) throws SQLException {
        try {
            return InetAddress.getByAddress(bytes).getHostAddress();
        } catch (UnknownHostException e) {
            throw new SQLException(e);
        }
    }
}
