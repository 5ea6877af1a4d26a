package io.networkanalytics.stack;

import io.networkanalytics.sql.MigrationFiles;
import io.networkanalytics.sql.Migrator;
import java.io.IOException;
import java.nio.file.Path;

/** A server of its own with all migrations applied, and its users. */
record MigratedClickHouse(
        LocalStack stack,
        TestingClickHouse migrator,
        TestingClickHouse writer,
        TestingClickHouse reader)
        implements AutoCloseable {

    static MigratedClickHouse start(Path dir) throws IOException {
        LocalStack stack =
                LocalStack.builder(dir)
                        .components(Component.CLICKHOUSE)
                        .environment(LocalStackITCase.withoutClickHouse())
                        .start();
        var started =
                new MigratedClickHouse(
                        stack,
                        TestingClickHouse.as(ClickHouseRole.MIGRATOR, stack),
                        TestingClickHouse.as(ClickHouseRole.WRITER, stack),
                        TestingClickHouse.as(ClickHouseRole.READER, stack));
        new Migrator(started.migrator().server(), LocalStack.DATABASE, false, line -> {})
                .migrate(MigrationFiles.bundled());
        return started;
    }

    @Override
    public void close() {
        stack.close();
    }
}
