package io.networkanalytics.sql;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A second database in which a cluster looks like one server: every table and view of the first has
 * a Distributed table of the same name and columns there.
 *
 * <p>An account's rows lie in one shard, so what is put together for one account (views, {@code
 * FINAL}, unmerged rows) is whole there. A table without accounts is spread by its sorting key.
 * Either way the shard is a function of the row: a block that comes again is split as before, and
 * each shard recognises its part by the token.
 *
 * <p>Distributed tables hold no rows as long as inserts wait for the shards ({@code
 * distributed_foreground_insert = 1}), so they are replaced when columns change.
 */
public final class DistributedTables {
    private static final Pattern TAB = Pattern.compile("\t");

    /** Materialized views are fed by inserts into the shards' own tables. */
    private static final String SHAPES =
            """
            SELECT t.name, if(c.by_account, 'account_id', t.sorting_key), c.columns
            FROM system.tables AS t
            INNER JOIN
            (
                SELECT table, countIf(name = 'account_id') > 0 AS by_account,
                    arraySort(groupArray((position, name, type, default_kind, default_expression))) AS columns
                FROM system.columns WHERE database = {of:String} GROUP BY table
            ) AS c ON c.table = t.name
            WHERE t.database = {of:String} AND t.engine != 'MaterializedView' AND t.name != 'schema_migrations'
            """;

    private final ClickHouse server;
    private final String database;
    private final String distributed;
    private final String onCluster;

    private record Shape(String shardingColumns, String columns) {}

    /**
     * @param server one of the cluster, with a user who may create databases and tables
     * @param database that of the tables, the same on every server
     * @param onCluster clause of the statements: {@code " ON CLUSTER '{cluster}'"}, or empty for
     *     this server alone
     */
    public DistributedTables(ClickHouse server, String database, String onCluster) {
        Migrator.requireIdentifier(database);
        this.server = server;
        this.database = database;
        this.distributed = nameFor(database);
        this.onCluster = onCluster;
    }

    /** Name of the database of the Distributed tables: {@code network_analytics_distributed}. */
    public static String nameFor(String database) {
        return database + "_distributed";
    }

    /**
     * Makes the database what it should be; does nothing if it is.
     *
     * @return names of the tables that were created, replaced or dropped
     * @throws IOException if the server does not answer; run it again
     * @throws MigrationException if a statement fails; run it again when the cause is mended
     */
    public List<String> renew() throws IOException {
        server.execute("CREATE DATABASE IF NOT EXISTS " + distributed + onCluster, Map.of());
        Map<String, Shape> wanted = shapes(database);
        Map<String, Shape> there = shapes(distributed);
        List<String> renewed = new ArrayList<>();
        for (Map.Entry<String, Shape> table : wanted.entrySet()) {
            Shape now = there.remove(table.getKey());
            if (now == null || !now.columns.equals(table.getValue().columns)) {
                server.execute(create(table.getKey(), table.getValue()), Map.of());
                renewed.add(table.getKey());
            }
        }
        for (String table : there.keySet()) {
            server.execute(
                    "DROP TABLE IF EXISTS " + distributed + "." + table + onCluster, Map.of());
            renewed.add(table);
        }
        return renewed;
    }

    private String create(String table, Shape shape) {
        // A view has no sorting key, and nobody inserts into it.
        String sharding =
                shape.shardingColumns.isEmpty()
                        ? ""
                        : ", cityHash64(" + shape.shardingColumns + ")";
        return "CREATE OR REPLACE TABLE %2$s.%3$s%4$s AS %1$s.%3$s ENGINE = Distributed('{cluster}', %1$s, %3$s%5$s)"
                .formatted(database, distributed, table, onCluster, sharding);
    }

    private Map<String, Shape> shapes(String of) throws IOException {
        Map<String, Shape> shapes = new TreeMap<>();
        for (String row : server.execute(SHAPES, Map.of("param_of", of)).lines().toList()) {
            String[] columns = TAB.split(row, -1);
            shapes.put(columns[0], new Shape(columns[1], columns[2]));
        }
        return shapes;
    }
}
