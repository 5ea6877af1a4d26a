package io.networkanalytics.bench;

import io.networkanalytics.sql.ClickHouse;
import io.networkanalytics.sql.MigrationFiles;
import io.networkanalytics.sql.Migrator;
import io.networkanalytics.stack.ClickHouseLogin;
import io.networkanalytics.stack.ClickHouseRole;
import io.networkanalytics.stack.LocalStack;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The project's tables in a stack of the benchmark's own. */
public final class BenchTables {

    private static final Map<String, String> DATABASE = Map.of("database", LocalStack.DATABASE);

    private final ClickHouse server;

    /**
     * The tables of a stack, as the user who may change them.
     *
     * @param stack with ClickHouse
     */
    public BenchTables(LocalStack stack) {
        ClickHouseLogin login = stack.clickHouseLogin(ClickHouseRole.MIGRATOR);
        server = new ClickHouse(stack.clickHouseUrl(), login.user(), login.password());
    }

    /** Applies all migrations. */
    public void migrate() throws IOException {
        new Migrator(server, LocalStack.DATABASE, false, line -> {})
                .migrate(MigrationFiles.bundled());
    }

    /** Removes all rows of a table. */
    public void empty(String table) throws IOException {
        execute("TRUNCATE TABLE " + table);
    }

    /** A contestant that lost rows has no rate. */
    public void requireRows(String table, long rows) throws IOException {
        long count = number("SELECT count() FROM " + table);
        if (count != rows) {
            throw new IllegalStateException(
                    table + " has " + count + " rows, written were " + rows);
        }
    }

    /**
     * Runs a statement.
     *
     * @return the answer as TabSeparated, unless the statement names a format
     * @throws IOException if the server does not answer
     */
    public String execute(String sql) throws IOException {
        return server.execute(sql, DATABASE);
    }

    /** The rows of an answer, each with its columns. */
    public List<List<String>> rows(String sql) throws IOException {
        return execute(sql).lines().map(line -> List.of(line.split("\t", -1))).toList();
    }

    /** The one whole number that a statement answers with. */
    public long number(String sql) throws IOException {
        return Long.parseLong(execute(sql).strip());
    }
}
