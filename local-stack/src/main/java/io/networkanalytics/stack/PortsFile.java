package io.networkanalytics.stack;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** The ports of a server's last start, so that it comes back where it was. */
final class PortsFile {
    private static final String NAME = "ports.properties";

    private PortsFile() {}

    /** The ports of the last start, if all of them are known and free. */
    static Optional<Map<String, Integer>> loadFree(Path home, List<String> names)
            throws IOException {
        Path file = home.resolve(NAME);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Properties stored = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            stored.load(reader);
        }
        Map<String, Integer> ports = new HashMap<>();
        for (String name : names) {
            int port = Integer.parseInt(stored.getProperty(name, "0"));
            if (port == 0 || !Ports.isFree(port)) {
                return Optional.empty();
            }
            ports.put(name, port);
        }
        return Optional.of(ports);
    }

    static void store(Path home, Map<String, Integer> ports) throws IOException {
        Properties stored = new Properties();
        ports.forEach((name, port) -> stored.setProperty(name, port.toString()));
        try (Writer writer = Files.newBufferedWriter(home.resolve(NAME))) {
            stored.store(writer, null);
        }
    }
}
