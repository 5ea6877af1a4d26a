package io.networkanalytics.clickhouse;

import io.networkanalytics.stack.LocalStack;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** A real server on a small disk of its own, behind a proxy, whose users can be changed. */
final class FaultyClickHouse implements AutoCloseable {

    private static final String DISK_BYTES = "400m";

    private final Path dir;
    private final boolean mounted;
    private final RealClickHouse server;
    private final FaultyProxy proxy;
    private final ClickHouseConnection writer;

    FaultyClickHouse(Path dir) throws IOException {
        this.dir = dir;
        Files.createDirectories(dir);
        mounted = run("mount", "-t", "tmpfs", "-o", "size=" + DISK_BYTES, "tmpfs", dir.toString());
        server = new RealClickHouse(dir);
        writer = server.writer();
        proxy = new FaultyProxy(URI.create(writer.url()));
    }

    /** False where mounting is not allowed, and the disk is everyone's. */
    boolean canFillItsDisk() {
        return mounted;
    }

    /** Through the proxy, with the password of the beginning. */
    ClickHouseConnection writer() {
        return new ClickHouseConnection(
                proxy.url(), LocalStack.DATABASE, writer.user(), writer.password());
    }

    String sql(String statement) {
        return server.sql(statement);
    }

    long count(String table) {
        return Long.parseLong(sql("SELECT count() FROM " + table));
    }

    void swallowAnswers(boolean value) {
        proxy.swallow(value);
    }

    void fillDisk() {
        byte[] block = new byte[1 << 16];
        try (OutputStream filler = Files.newOutputStream(dir.resolve("filler"))) {
            while (true) {
                filler.write(block);
            }
        } catch (IOException full) {
            if (!Files.exists(dir.resolve("filler"))) {
                throw new UncheckedIOException(full);
            }
        }
    }

    void freeDisk() {
        try {
            Files.delete(dir.resolve("filler"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void limitMemory(boolean value) {
        proxy.limitMemory(value);
    }

    /** The server reads its users when it starts. */
    void changePassword(String password) {
        try {
            Files.writeString(dir.resolve("clickhouse/migrator.password"), password);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.killAndRestart();
    }

    private static boolean run(String... command) throws IOException {
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        return process.onExit().join().exitValue() == 0;
    }

    @Override
    public void close() throws IOException {
        proxy.close();
        server.close();
        if (mounted) {
            run("umount", "-l", dir.toString());
        }
    }
}
