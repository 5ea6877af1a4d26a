package io.networkanalytics.stack;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** libchdb, the ClickHouse engine as a library, out of the npm package {@code chdb}. */
final class ChdbLibrary {
    private static final NpmPackage PACKAGE =
            new NpmPackage(
                    "chdb",
                    "550 MB",
                    "ClickHouse cannot be started without it; set CLICKHOUSE_URL to use a server"
                            + " that is there, or CHDB_LIBRARY to a libchdb.so");

    private ChdbLibrary() {}

    /**
     * Finds the library, installing it first if need be. Environment: {@code CHDB_LIBRARY} names a
     * file to be used as it is; {@code XDG_CACHE_HOME} moves the cache.
     *
     * @throws StackException if npm is missing or fails
     */
    static Path locate(Map<String, String> environment, Consumer<String> progress) {
        String given = environment.get("CHDB_LIBRARY");
        return given != null
                ? Path.of(given)
                : PACKAGE.locate(
                        environment,
                        pathInPackage(),
                        line -> progress.accept("clickhouse: " + line));
    }

    private static String pathInPackage() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        String platform =
                name.contains("mac")
                        ? "darwin-" + (arm ? "arm64" : "x64")
                        : "linux-" + (arm ? "arm64" : "x64") + "-gnu";
        return "@chdb/lib-" + platform + "/libchdb.so";
    }
}
