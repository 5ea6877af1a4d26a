package io.networkanalytics.stack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * libchdb, the ClickHouse engine as a library, out of the npm package {@code chdb}: about 550 MB,
 * installed once for all stacks of this user.
 */
final class ChdbLibrary {
    private static final long INSTALL_MINUTES = 15;

    private ChdbLibrary() {}

    /**
     * Finds the library, installing it first if need be. Environment: {@code CHDB_LIBRARY} names a
     * file to be used as it is; {@code XDG_CACHE_HOME} moves the cache.
     *
     * @throws StackException if npm is missing or fails
     */
    static synchronized Path locate(Map<String, String> environment, Consumer<String> progress) {
        String given = environment.get("CHDB_LIBRARY");
        if (given != null) {
            return Path.of(given);
        }
        try {
            String version = version();
            Path cache =
                    Path.of(
                                    environment.getOrDefault(
                                            "XDG_CACHE_HOME",
                                            System.getProperty("user.home") + "/.cache"))
                            .resolve("network-analytics");
            Path library = cache.resolve("chdb-" + version).resolve(pathInPackage());
            if (!Files.exists(library)) {
                installOnce(cache, version, library, progress);
            }
            return library;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The file lock keeps other processes out, {@code synchronized} above other threads of this
     * one.
     */
    private static void installOnce(
            Path cache, String version, Path library, Consumer<String> progress)
            throws IOException {
        Files.createDirectories(cache);
        Path lockFile = cache.resolve("chdb-" + version + ".lock");
        try (FileChannel channel =
                        FileChannel.open(
                                lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (lock.isValid() && !Files.exists(library)) {
                install(cache, version, progress);
            }
        }
        if (!Files.exists(library)) {
            throw new StackException(
                    "npm installed chdb "
                            + version
                            + " without "
                            + library
                            + ". This system is not one that it is made"
                            + " for; set CLICKHOUSE_URL to a ClickHouse server, or CHDB_LIBRARY to a libchdb.so");
        }
    }

    private static void install(Path cache, String version, Consumer<String> progress)
            throws IOException {
        progress.accept(
                "clickhouse: installing chdb "
                        + version
                        + " with npm into "
                        + cache
                        + " (550 MB, once) ...");
        Path draft = Files.createTempDirectory(cache, "chdb-" + version + ".part-");
        Path log = cache.resolve("chdb-" + version + ".log");
        List<String> command =
                List.of(
                        "npm",
                        "install",
                        "--prefix",
                        draft.toString(),
                        "--no-package-lock",
                        "--no-audit",
                        "--no-fund",
                        "--ignore-scripts",
                        "--save-exact",
                        "chdb@" + version);
        try {
            Process npm = startNpm(command, log);
            boolean ended = npm.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES);
            npm.destroyForcibly();
            if (!ended || npm.exitValue() != 0) {
                throw new StackException(
                        String.join(" ", command)
                                + " failed. ClickHouse cannot be started without it; set"
                                + " CLICKHOUSE_URL to use a server that is there. Its output ("
                                + log
                                + "):\n"
                                + Files.readString(log));
            }
            Files.move(draft, cache.resolve("chdb-" + version), StandardCopyOption.ATOMIC_MOVE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while npm installed chdb", e);
        } finally {
            FileTree.delete(draft);
        }
    }

    private static Process startNpm(List<String> command, Path log) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new StackException(
                    "npm cannot be started ("
                            + e.getMessage()
                            + "), so there is no ClickHouse. Install Node.js with npm"
                            + " (Debian: apt-get install nodejs npm), or set CLICKHOUSE_URL to a server that is there",
                    e);
        }
    }

    private static String version() throws IOException {
        Properties versions = new Properties();
        try (InputStream in = ChdbLibrary.class.getResourceAsStream("versions.properties")) {
            versions.load(in);
        }
        return versions.getProperty("chdb");
    }

    private static String pathInPackage() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        String platform =
                name.contains("mac")
                        ? "darwin-" + (arm ? "arm64" : "x64")
                        : "linux-" + (arm ? "arm64" : "x64") + "-gnu";
        return "node_modules/@chdb/lib-" + platform + "/libchdb.so";
    }
}
