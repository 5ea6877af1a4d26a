package io.networkanalytics.clickhouse;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.insert.InsertResponse;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.client.api.query.GenericRecord;
import com.clickhouse.data.ClickHouseFormat;
import java.io.ByteArrayInputStream;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * ClickHouse's HTTP interface through client-v2. Blocks are sent as they are, as LZ4 frames; the
 * client retries nothing itself, so that every failure is counted and classed in one place.
 */
final class ClientInsertTransport implements InsertTransport {

    /**
     * The settings that make an insert exact; none of them may be overridden.
     *
     * <ul>
     *   <li>the token is looked at, in the table and in every table that a materialized view feeds
     *   <li>no asynchronous insert, no background send of a Distributed table: an answer means
     *       stored
     *   <li>no squashing: one block stays one block, and gives the same parts when it comes again
     *   <li>a block may span any number of partitions: after an outage it holds many days, and a
     *       limit would make it one that can never be inserted
     * </ul>
     */
    static final Map<String, String> EXACT =
            Map.of(
                    "insert_deduplicate", "1",
                    "deduplicate_blocks_in_dependent_materialized_views", "1",
                    "async_insert", "0",
                    "distributed_foreground_insert", "1",
                    "min_insert_block_size_rows", "0",
                    "min_insert_block_size_bytes", "0",
                    "max_partitions_per_insert_block", "0");

    private final Client client;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final long timeoutMillis;

    ClientInsertTransport(
            ClickHouseConnection connection,
            int maxConcurrent,
            long timeoutMillis,
            Map<String, String> settings) {
        this.timeoutMillis = timeoutMillis;
        this.settings.putAll(settings);
        this.settings.putAll(EXACT);
        this.client =
                new Client.Builder()
                        .addEndpoint(connection.url())
                        .setUsername(connection.user())
                        .setPassword(connection.password())
                        .setDefaultDatabase(connection.database())
                        .setClientName("network-analytics-clickhouse-sink")
                        .setMaxRetries(0)
                        .setMaxConnections(maxConcurrent + 1)
                        .setConnectTimeout(10, ChronoUnit.SECONDS)
                        .setSocketTimeout(timeoutMillis, ChronoUnit.MILLIS)
                        .setSocketTcpNodelay(true)
                        .compressServerResponse(false)
                        .build();
    }

    @Override
    public void insert(InsertBlock block) throws Exception {
        var insert = new InsertSettings().setDeduplicationToken(block.token().toString());
        insert.appCompressedData(true, "lz4");
        settings.forEach(insert::serverSetting);
        try {
            InsertResponse response =
                    client.insert(
                                    block.table(),
                                    block.columns(),
                                    new ByteArrayInputStream(block.payload()),
                                    ClickHouseFormat.Native,
                                    insert)
                            .get(timeoutMillis, TimeUnit.MILLISECONDS);
            long written = response.getWrittenRows();
            response.close();
            // More are written where views are fed, and as many are reported for a duplicate. Fewer
            // happen
            // where the frame ends amid a block: the server takes that for an end, without an
            // error.
            if (written < block.rows()) {
                throw new IncompleteInsertException(block, written);
            }
        } catch (ExecutionException e) {
            throw unwrapped(e);
        }
    }

    @Override
    public List<ServerColumn> columns(String table) {
        return client.queryAll("DESCRIBE TABLE `" + table + "`").stream()
                .map(
                        row ->
                                new ServerColumn(
                                        row.getString("name"),
                                        row.getString("type"),
                                        row.getString("default_type")))
                .toList();
    }

    @Override
    public String createStatement(String table) {
        List<GenericRecord> rows = client.queryAll("SHOW CREATE TABLE " + table);
        return rows.get(0).getString(1);
    }

    private static Exception unwrapped(ExecutionException e) {
        return e.getCause() instanceof Exception cause ? cause : e;
    }

    @Override
    public void close() {
        client.close();
    }
}
