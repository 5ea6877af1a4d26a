package io.networkanalytics.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** The JSON of one run of a benchmark: what was measured, when, where, with which settings. */
public final class ResultFile {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final String name;
    private final ObjectNode root = MAPPER.createObjectNode();

    /**
     * Begins a file.
     *
     * @param name of the benchmark, and of the file
     * @param settings of the run, for whoever repeats it
     * @param clock for the date
     */
    public ResultFile(String name, Map<String, String> settings, Clock clock) {
        this.name = name;
        root.put("benchmark", name);
        root.put("date", clock.instant().toString());
        root.set("machine", MAPPER.valueToTree(Machine.describe()));
        root.set("settings", MAPPER.valueToTree(settings));
    }

    /**
     * Adds what was measured.
     *
     * @param value numbers, text, records, and lists and maps of them
     * @return this
     */
    public ResultFile with(String key, Object value) {
        root.set(key, MAPPER.valueToTree(value));
        return this;
    }

    /**
     * Writes it.
     *
     * @return the file, below {@code benchmarks/target/bench}
     * @throws IOException if that is not possible
     */
    public Path write() throws IOException {
        Path file =
                Path.of(
                        System.getProperty("repository.root", "."),
                        "benchmarks",
                        "target",
                        "bench",
                        name + ".json");
        Files.createDirectories(file.getParent());
        MAPPER.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), root);
        return file;
    }
}
