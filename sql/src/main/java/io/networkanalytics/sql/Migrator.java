package io.networkanalytics.sql;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Applies migrations in order, each once, and never back.
 *
 * <p>A file is recorded in {@code schema_migrations} after its last statement. ClickHouse has no
 * transactions for DDL, so a file that failed half-way is run again from its start: its statements
 * must bear that ({@code IF NOT EXISTS}). Two migrators at once do no harm for the same reason.
 */
public final class Migrator {
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** Not by shard: the history belongs to the cluster, whichever server the migrator talks to. */
    private static final String HISTORY_ON_CLUSTER =
            "ReplicatedMergeTree('/clickhouse/tables/{database}/schema_migrations', '{shard}-{replica}')";

    private final ClickHouse server;
    private final String database;
    private final boolean cluster;
    private final Macros macros;
    private final Consumer<String> progress;

    /**
     * @param server with a user who may create databases and tables
     * @param database created if it is not there; a plain identifier
     * @param cluster whether tables are replicated and statements run on the whole cluster, see
     *     {@link Macros#cluster}, and {@link DistributedTables} stand before them
     * @param progress gets a line for every file applied
     * @throws IllegalArgumentException if the database's name is not an identifier
     */
    public Migrator(
            ClickHouse server, String database, boolean cluster, Consumer<String> progress) {
        requireIdentifier(database);
        this.server = server;
        this.database = database;
        this.cluster = cluster;
        this.macros = cluster ? Macros.cluster() : Macros.singleNode();
        this.progress = progress;
    }

    /**
     * Brings the database to the newest of the files.
     *
     * @param files in order of their versions, as {@link MigrationFiles} gives them
     * @return names of the files applied now; empty if the database was up to date
     * @throws IOException if the server does not answer; what was applied is recorded, run it again
     * @throws MigrationException if history and files disagree or a file has an unknown macro
     *     (nothing is applied), or if a statement fails (the files before are applied and recorded)
     */
    public List<String> migrate(List<MigrationFile> files) throws IOException {
        List<List<Statement>> statements = new ArrayList<>();
        for (MigrationFile file : files) {
            statements.add(Statement.split(macros.expand(file)));
        }
        createHistory();
        History history =
                History.parse(
                        query(
                                "SELECT version, name, checksum FROM schema_migrations ORDER BY version"));
        List<MigrationFile> pending = history.pending(files);
        for (MigrationFile file : pending) {
            apply(file, statements.get(files.indexOf(file)));
        }
        if (cluster) {
            renewDistributedTables();
        }
        return pending.stream().map(MigrationFile::name).toList();
    }

    static void requireIdentifier(String database) {
        if (!IDENTIFIER.matcher(database).matches()) {
            throw new IllegalArgumentException(
                    "Database "
                            + database
                            + ": letters, digits and underscores only, no digit first");
        }
    }

    private void createHistory() throws IOException {
        String onCluster = macros.values().get("on_cluster");
        server.execute("CREATE DATABASE IF NOT EXISTS " + database + onCluster, Map.of());
        query(
                "CREATE TABLE IF NOT EXISTS schema_migrations"
                        + onCluster
                        + " (version UInt32, name String, checksum String, applied_at DateTime('UTC') DEFAULT now())"
                        + " ENGINE = "
                        + (cluster ? HISTORY_ON_CLUSTER : "MergeTree")
                        + " ORDER BY version");
    }

    private void renewDistributedTables() throws IOException {
        List<String> renewed =
                new DistributedTables(server, database, macros.values().get("on_cluster")).renew();
        if (!renewed.isEmpty()) {
            progress.accept("renewed in " + DistributedTables.nameFor(database) + ": " + renewed);
        }
    }

    private void apply(MigrationFile file, List<Statement> statements) throws IOException {
        int done = 0;
        for (Statement statement : statements) {
            try {
                query(statement.sql());
            } catch (MigrationException e) {
                throw new MigrationException(
                        file.name()
                                + ":"
                                + statement.line()
                                + ": "
                                + e.getMessage()
                                + "\n"
                                + done
                                + " of "
                                + statements.size()
                                + " statements of this file are applied, it is not recorded and"
                                + " will be run again from its start. Mend the cause and migrate again.",
                        e);
            }
            done++;
        }
        server.execute(
                "INSERT INTO schema_migrations (version, name, checksum)"
                        + " SELECT {version:UInt32}, {name:String}, {checksum:String}",
                Map.of(
                        "database", database,
                        "param_version", Integer.toString(file.version()),
                        "param_name", file.name(),
                        "param_checksum", file.checksum()));
        progress.accept("applied " + file.name() + " (" + done + " statements)");
    }

    private String query(String sql) throws IOException {
        return server.execute(sql, Map.of("database", database));
    }
}
