package io.networkanalytics.clickhouse;

import io.networkanalytics.stack.LocalStack;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A real server on a small disk of its own, behind a proxy, whose users can be changed. */
final class FaultyClickHouse implements AutoCloseable {

    private static final String DISK_BYTES = "400m";

    private final Path dir;
    private final boolean mounted;
    private final RealClickHouse server;
    private final AnswerSwallowingProxy proxy;
    private final Path users;
    private final String usersBefore;

    FaultyClickHouse(Path dir) throws IOException, InterruptedException {
        this.dir = dir;
        Files.createDirectories(dir);
        mounted = run("mount", "-t", "tmpfs", "-o", "size=" + DISK_BYTES, "tmpfs", dir.toString());
        server = new RealClickHouse(dir);
        users = dir.resolve("clickhouse/config.xml");
        usersBefore = Files.readString(users);
        proxy = new AnswerSwallowingProxy(URI.create(server.writer().url()));
    }

    /** False where mounting is not allowed, and the disk is everyone's. */
    boolean canFillItsDisk() {
        return mounted;
    }

    /** Through the proxy. */
    ClickHouseConnection writer() {
        ClickHouseConnection direct = server.writer();
        return new ClickHouseConnection(
                proxy.url(), LocalStack.DATABASE, direct.user(), direct.password());
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

    /**
     * Changes the file of the users and returns when the server has seen it, which it looks for
     * every two seconds.
     *
     * @param effect code that the writer then gets
     */
    void users(UnaryOperator<String> change, String effect) {
        String changed = change.apply(usersBefore);
        if (changed.equals(usersBefore)) {
            throw new IllegalStateException("Nothing to change in " + users);
        }
        write(changed);
        awaitAnswer(effect);
    }

    void usersAsTheyWere() {
        write(usersBefore);
        awaitAnswer("UNKNOWN_TABLE");
    }

    /** What an insert into a table that is not there is answered, any other failure first. */
    private void awaitAnswer(String part) {
        InsertBlock probe = TestingRows.block("no_such_table", 1);
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        String answer = "";
        try (var transport = new ClientInsertTransport(server.writer(), 1, 10_000, Map.of())) {
            while (!answer.contains(part)) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException(
                            "The server has not read " + users + " within 30 s: " + answer);
                }
                try {
                    transport.insert(probe);
                } catch (Exception e) {
                    answer = InsertFailureClassifier.classify(e).what();
                }
            }
        }
    }

    private void write(String text) {
        try {
            Path draft = users.resolveSibling("config.xml.draft");
            Files.writeString(draft, text);
            Files.move(draft, users, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String withAnotherPassword(String text) {
        int writer = text.indexOf("<writer>");
        int hash = text.indexOf("<password_sha256_hex>", writer) + "<password_sha256_hex>".length();
        char first = text.charAt(hash) == '0' ? '1' : '0';
        return text.substring(0, hash) + first + text.substring(hash + 1);
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        proxy.close();
        server.close();
        if (mounted) {
            run("umount", "-l", dir.toString());
        }
    }
}
