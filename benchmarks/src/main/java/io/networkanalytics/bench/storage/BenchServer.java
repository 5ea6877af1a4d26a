package io.networkanalytics.bench.storage;

import io.networkanalytics.bench.BenchTables;
import io.networkanalytics.bench.ProcessTimes;
import io.networkanalytics.bench.SampleBlocks;
import io.networkanalytics.clickhouse.ClickHouseConnection;
import io.networkanalytics.stack.ClickHouseLogin;
import io.networkanalytics.stack.ClickHouseRole;
import io.networkanalytics.stack.Component;
import io.networkanalytics.stack.LocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A ClickHouse of the benchmark's own, with the project's tables. */
final class BenchServer implements AutoCloseable {

    private static final int MEMORY_MEGABYTES = 6144;

    private final Path dir;
    private final boolean keep;
    private final LocalStack stack;
    private final BenchTables tables;

    /**
     * Starts it.
     *
     * @param kept folder that stays, with what was loaded before; null for one that goes
     */
    BenchServer(Path kept) throws IOException {
        keep = kept != null;
        dir = keep ? Files.createDirectories(kept) : Files.createTempDirectory("bench-storage");
        stack =
                LocalStack.builder(dir)
                        .components(Component.CLICKHOUSE)
                        .clickHouseMemoryMegabytes(MEMORY_MEGABYTES)
                        .start();
        tables = new BenchTables(stack);
        tables.migrate();
    }

    BenchTables tables() {
        return tables;
    }

    /** Processor time of the server until now. */
    double cpuSeconds() {
        return ProcessTimes.cpuNanos(stack.pid(Component.CLICKHOUSE, 1)) / 1e9;
    }

    SampleBlocks blocks() {
        ClickHouseLogin login = stack.clickHouseLogin(ClickHouseRole.MIGRATOR);
        return new SampleBlocks(
                new ClickHouseConnection(
                        stack.clickHouseUrl().toString(),
                        LocalStack.DATABASE,
                        login.user(),
                        login.password()));
    }

    @Override
    public void close() throws IOException {
        stack.close();
        if (!keep) {
            try (Stream<Path> files = Files.walk(dir)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
