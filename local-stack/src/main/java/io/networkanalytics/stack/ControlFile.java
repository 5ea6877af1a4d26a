package io.networkanalytics.stack;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * How {@code bin/stack} finds the process that owns a stack. Readable by its owner alone.
 *
 * @param url where it takes commands
 * @param token to be sent with each
 * @param pid its process id
 */
record ControlFile(URI url, String token, long pid) {
    /** Header of a request that holds the token. */
    static final String TOKEN_HEADER = "X-Stack-Token";

    private static final String NAME = "control.properties";

    /** Empty if there is no such process any more. */
    static Optional<ControlFile> read(Path dir) throws IOException {
        Path file = dir.resolve(NAME);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Properties stored = new Properties();
        stored.load(new StringReader(Files.readString(file)));
        ControlFile control =
                new ControlFile(
                        URI.create(stored.getProperty("url")),
                        stored.getProperty("token"),
                        Long.parseLong(stored.getProperty("pid")));
        return ProcessHandle.of(control.pid()).isPresent()
                ? Optional.of(control)
                : Optional.empty();
    }

    void write(Path dir) throws IOException {
        ClickHouseLogins.writePrivately(
                dir.resolve(NAME), "url=" + url + "\ntoken=" + token + "\npid=" + pid + "\n");
    }

    static void delete(Path dir) throws IOException {
        Files.deleteIfExists(dir.resolve(NAME));
    }
}
