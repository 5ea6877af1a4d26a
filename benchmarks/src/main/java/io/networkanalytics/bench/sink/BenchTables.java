package io.networkanalytics.bench.sink;

import io.networkanalytics.sql.ClickHouse;
import io.networkanalytics.sql.MigrationFiles;
import io.networkanalytics.sql.Migrator;
import io.networkanalytics.stack.ClickHouseLogin;
import io.networkanalytics.stack.ClickHouseRole;
import io.networkanalytics.stack.LocalStack;
import java.io.IOException;
import java.util.Map;

/** The project's tables in a stack of the benchmark's own. */
final class BenchTables {

    private final ClickHouse server;

    BenchTables(LocalStack stack) {
        ClickHouseLogin login = stack.clickHouseLogin(ClickHouseRole.MIGRATOR);
        server = new ClickHouse(stack.clickHouseUrl(), login.user(), login.password());
    }

    void migrate() throws IOException {
        new Migrator(server, LocalStack.DATABASE, false, line -> {})
                .migrate(MigrationFiles.bundled());
    }

    void empty(String table) throws IOException {
        server.execute("TRUNCATE TABLE " + table, Map.of("database", LocalStack.DATABASE));
    }

    /** A contestant that lost rows has no rate. */
    void requireRows(String table, long rows) throws IOException {
        String count =
                server.execute(
                                "SELECT count() FROM " + table,
                                Map.of("database", LocalStack.DATABASE))
                        .strip();
        if (Long.parseLong(count) != rows) {
            throw new IllegalStateException(
                    table + " has " + count + " rows, written were " + rows);
        }
    }
}
