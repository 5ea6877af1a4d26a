package io.networkanalytics.clickhouse;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Options of a {@link ClickHouseSink}.
 *
 * @param <T> the row
 */
public final class ClickHouseSinkBuilder<T> {

    private static final Pattern TABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final ClickHouseConnection connection;
    private final String table;
    private final List<ClickHouseColumn<T>> columns;
    private final Map<String, String> settings = new HashMap<>();
    private DeliveryMode mode = DeliveryMode.EXACTLY_ONCE;
    private BlockBounds blockBounds = BlockBounds.DEFAULT;
    private long maxPendingBytes = 256L << 20;
    private int maxConcurrentInserts = 2;
    private Duration insertTimeout = Duration.ofMinutes(2);
    private RetryPolicy retryPolicy = RetryPolicy.DEFAULT;
    private DeduplicationNeeds deduplicationNeeds = DeduplicationNeeds.DEFAULT;
    private InsertTransport.Factory transport;

    ClickHouseSinkBuilder(
            ClickHouseConnection connection, String table, List<ClickHouseColumn<T>> columns) {
        this.connection = requireNonNull(connection, "connection");
        this.table = requireNonNull(table, "table");
        this.columns = List.copyOf(columns);
        if (!TABLE.matcher(table).matches()) {
            throw new IllegalArgumentException(
                    "Table name '" + table + "' is not of the form " + TABLE.pattern());
        }
        Set<String> names = new HashSet<>();
        for (ClickHouseColumn<T> column : this.columns) {
            if (!names.add(column.name())) {
                throw new IllegalArgumentException(
                        "Table " + table + ": column " + column.name() + " is declared twice");
            }
        }
        if (names.isEmpty()) {
            throw new IllegalArgumentException("Table " + table + ": no columns are declared");
        }
    }

    /**
     * Sets what a failure may do to rows.
     *
     * @param value default exactly once
     * @return this
     */
    public ClickHouseSinkBuilder<T> mode(DeliveryMode value) {
        mode = requireNonNull(value, "mode");
        return this;
    }

    /**
     * Sets when a block is closed before the checkpoint does it.
     *
     * @param value default 500,000 rows or 128 MiB
     * @return this
     */
    public ClickHouseSinkBuilder<T> blockBounds(BlockBounds value) {
        blockBounds = requireNonNull(value, "blockBounds");
        return this;
    }

    /**
     * Sets how many compressed bytes of a subtask may wait for a checkpoint before its source is
     * slowed down; at twice as many the job fails. Plan heap for three times this: the snapshot
     * copies them.
     *
     * @param value default 256 MiB, at least 1
     * @return this
     */
    public ClickHouseSinkBuilder<T> maxPendingBytes(long value) {
        maxPendingBytes = atLeastOne("maxPendingBytes", value);
        return this;
    }

    /**
     * Sets how many blocks a subtask inserts at once.
     *
     * @param value default 2, at least 1
     * @return this
     */
    public ClickHouseSinkBuilder<T> maxConcurrentInserts(int value) {
        maxConcurrentInserts = (int) atLeastOne("maxConcurrentInserts", value);
        return this;
    }

    /**
     * Sets after how long without an answer an insert counts as failed and is repeated under the
     * same token.
     *
     * @param value default 2 minutes, at least 1 ms
     * @return this
     */
    public ClickHouseSinkBuilder<T> insertTimeout(Duration value) {
        atLeastOne("insertTimeout in ms", value.toMillis());
        insertTimeout = value;
        return this;
    }

    /**
     * Sets the waits between attempts.
     *
     * @param value default 200 ms to 30 s
     * @return this
     */
    public ClickHouseSinkBuilder<T> retryPolicy(RetryPolicy value) {
        retryPolicy = requireNonNull(value, "retryPolicy");
        return this;
    }

    /**
     * Sets what the table's deduplication window is held against at start.
     *
     * @param value default 4 blocks over 3 partitions every 10 s, an hour of outage
     * @return this
     */
    public ClickHouseSinkBuilder<T> deduplicationNeeds(DeduplicationNeeds value) {
        deduplicationNeeds = requireNonNull(value, "deduplicationNeeds");
        return this;
    }

    /**
     * Adds a setting of ClickHouse to every insert, for example {@code insert_quorum} = {@code
     * auto} for a replicated table.
     *
     * @param name not one that makes the insert exact
     * @param value as the server takes it
     * @return this
     */
    public ClickHouseSinkBuilder<T> setting(String name, String value) {
        if (ClientInsertTransport.EXACT.containsKey(name)
                || name.equals("insert_deduplication_token")) {
            throw new IllegalArgumentException(
                    "Setting "
                            + name
                            + " cannot be changed: rows would be lost or doubled without notice");
        }
        settings.put(name, requireNonNull(value, name));
        return this;
    }

    /**
     * Replaces the way to the server, for tests.
     *
     * @param value makes a transport for each operator
     * @return this
     */
    public ClickHouseSinkBuilder<T> transport(InsertTransport.Factory value) {
        transport = requireNonNull(value, "transport");
        return this;
    }

    /**
     * Builds the sink.
     *
     * @return it
     */
    public ClickHouseSink<T> build() {
        var options =
                new ClickHouseSinkOptions(
                        mode,
                        blockBounds,
                        maxPendingBytes,
                        maxConcurrentInserts,
                        retryPolicy,
                        deduplicationNeeds);
        return new ClickHouseSink<>(
                table, columns, options, transport != null ? transport : clientTransport());
    }

    private InsertTransport.Factory clientTransport() {
        // Values of their own: the factory is serialized, the builder is not.
        ClickHouseConnection to = connection;
        int maxConcurrent = maxConcurrentInserts;
        long timeoutMillis = insertTimeout.toMillis();
        var extra = new HashMap<>(settings);
        return () -> new ClientInsertTransport(to, maxConcurrent, timeoutMillis, extra);
    }

    private static long atLeastOne(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + ", it must be at least 1");
        }
        return value;
    }
}
