package io.networkanalytics.forwarder.sflow;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Captures of others that stay outside the project; tests that use them are skipped where they are
 * absent.
 */
final class SharedCaptures {

    private SharedCaptures() {}

    static Path file(String name) {
        Path path =
                Path.of(System.getProperty("repository.root", ".."), "../shared/captures", name)
                        .normalize();
        assumeTrue(Files.isReadable(path), () -> "skipped: no capture at " + path);
        return path;
    }
}
