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
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Files out of an npm package, installed once for all stacks of this user, in the version that the
 * parent pom says.
 *
 * @param name name of the package
 * @param size of the download, for people
 * @param remedy what is missing without it and what to do about that, for error messages
 */
record NpmPackage(String name, String size, String remedy) {
    private static final long INSTALL_MINUTES = 15;

    /**
     * Finds a file of the package, installing it first if need be. Environment: {@code
     * XDG_CACHE_HOME} moves the cache.
     *
     * @param file its path below {@code node_modules}
     * @throws StackException if npm is missing or fails, or the package has no such file
     */
    Path locate(Map<String, String> environment, String file, Consumer<String> progress) {
        // One thread of this process; the file lock below keeps other processes out.
        synchronized (NpmPackage.class) {
            try {
                Path cache =
                        Path.of(
                                        environment.getOrDefault(
                                                "XDG_CACHE_HOME",
                                                System.getProperty("user.home") + "/.cache"))
                                .resolve("network-analytics");
                String folder = shortName() + "-" + version();
                Path found = cache.resolve(folder).resolve("node_modules").resolve(file);
                if (!Files.exists(found)) {
                    installOnce(cache, folder, found, progress);
                }
                return found;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private String shortName() {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    private void installOnce(Path cache, String folder, Path file, Consumer<String> progress)
            throws IOException {
        Files.createDirectories(cache);
        try (FileChannel channel =
                        FileChannel.open(
                                cache.resolve(folder + ".lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (lock.isValid() && !Files.exists(file)) {
                install(cache, folder, progress);
            }
        }
        if (!Files.exists(file)) {
            throw new StackException(
                    "npm installed " + folder + " without " + file + ". " + remedy);
        }
    }

    private void install(Path cache, String folder, Consumer<String> progress) throws IOException {
        progress.accept(
                "installing " + folder + " with npm into " + cache + " (" + size + ", once) ...");
        Path draft = Files.createTempDirectory(cache, folder + ".part-");
        Path log = cache.resolve(folder + ".log");
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
                        name + "@" + version());
        try {
            Process npm = start(command, log);
            boolean ended = npm.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES);
            npm.destroyForcibly();
            if (!ended || npm.exitValue() != 0) {
                throw new StackException(
                        String.join(" ", command)
                                + " failed. "
                                + remedy
                                + ". Its output ("
                                + log
                                + "):\n"
                                + Files.readString(log));
            }
            Files.move(draft, cache.resolve(folder), StandardCopyOption.ATOMIC_MOVE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while npm installed " + name, e);
        } finally {
            FileTree.delete(draft);
        }
    }

    private Process start(List<String> command, Path log) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new StackException(
                    "npm cannot be started ("
                            + e.getMessage()
                            + "). Install Node.js with npm (Debian: apt-get install nodejs npm). "
                            + remedy,
                    e);
        }
    }

    private String version() throws IOException {
        Properties versions = new Properties();
        try (InputStream in = NpmPackage.class.getResourceAsStream("versions.properties")) {
            versions.load(in);
        }
        return versions.getProperty(shortName());
    }
}
