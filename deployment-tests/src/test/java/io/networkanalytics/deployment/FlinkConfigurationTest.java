package io.networkanalytics.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Flink is configured with keys that it has, and alike in Compose and on Kubernetes. */
@Tag("deployment")
class FlinkConfigurationTest {

    /** Where several instances may be configured, the key holds their name. */
    private static final String REPORTER = "metrics.reporter.prometheus.";

    /** What must not differ, since it decides about the data. */
    private static final List<String> SHARED =
            List.of("state.backend.", "execution.checkpointing.", "restart-strategy.", REPORTER);

    @Test
    void everyKeyIsAnOptionOfFlink() throws Exception {
        Set<String> options = optionsOfFlink();
        assertTrue(options.size() > 300, options.size() + " options found");
        for (Map<String, String> configuration : List.of(compose(), kubernetes())) {
            for (String key : configuration.keySet()) {
                assertTrue(
                        options.contains(key.replace(REPORTER, "metrics.reporter.<name>."))
                                || options.contains(key.replace(REPORTER, ""))
                                || key.equals(REPORTER + "port"),
                        key + " is no option of Flink");
            }
        }
    }

    @Test
    void composeAndKubernetesAgreeOnWhatDecidesAboutData() {
        assertEquals(shared(compose()), shared(kubernetes()));
        assertTrue(shared(compose()).size() >= 6, shared(compose()).toString());
    }

    @Test
    void theOperatorRunsTheVersionOfThePomAndKeepsState() {
        JsonNode spec = Manifests.one(Manifests.base(), "FlinkDeployment").get("spec");
        String[] version = Repository.version("flink.version").split("\\.", -1);
        assertEquals("v" + version[0] + "_" + version[1], spec.path("flinkVersion").asText());
        assertEquals("savepoint", spec.at("/job/upgradeMode").asText());
        assertEquals("false", spec.at("/job/allowNonRestoredState").asText());
        assertTrue(
                Repository.text("docker/Dockerfile")
                        .contains(spec.at("/job/jarURI").asText().replace("local://", "")));
        assertTrue(
                Repository.text("flink-job/pom.xml")
                        .contains("<mainClass>" + spec.at("/job/entryClass").asText() + "<"));
    }

    private static Map<String, String> shared(Map<String, String> configuration) {
        Map<String, String> values = new TreeMap<>(configuration);
        values.keySet().removeIf(key -> SHARED.stream().noneMatch(key::startsWith));
        return values;
    }

    private static Map<String, String> compose() {
        Map<String, String> values = new TreeMap<>();
        flatten("", YamlFiles.merged("docker/flink/config.yaml"), values);
        return values;
    }

    private static Map<String, String> kubernetes() {
        Map<String, String> values = new TreeMap<>();
        flatten(
                "",
                Manifests.one(Manifests.base(), "FlinkDeployment").at("/spec/flinkConfiguration"),
                values);
        return values;
    }

    private static void flatten(String path, JsonNode node, Map<String, String> values) {
        if (node.isValueNode()) {
            values.put(path, node.asText());
        }
        node.properties()
                .forEach(
                        entry ->
                                flatten(
                                        path.isEmpty()
                                                ? entry.getKey()
                                                : path + "." + entry.getKey(),
                                        entry.getValue(),
                                        values));
    }

    /** Keys of all options that Flink's core declares as constants. */
    private static Set<String> optionsOfFlink() throws IOException, ReflectiveOperationException {
        URI jar =
                URI.create(
                        "jar:"
                                + ConfigOption.class
                                        .getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation());
        Set<String> keys = new HashSet<>();
        for (String name : new TreeSet<>(classNames(jar))) {
            for (Field field : Class.forName(name).getFields()) {
                if (Modifier.isStatic(field.getModifiers())
                        && field.getType().equals(ConfigOption.class)) {
                    keys.add(((ConfigOption<?>) field.get(null)).key());
                }
            }
        }
        return keys;
    }

    private static Set<String> classNames(URI jar) throws IOException {
        try (FileSystem files = FileSystems.newFileSystem(jar, Map.of());
                Stream<Path> classes =
                        Files.list(files.getPath("org/apache/flink/configuration"))) {
            Set<String> names = new HashSet<>();
            classes.map(Path::toString)
                    .filter(path -> path.endsWith("Options.class"))
                    .forEach(
                            path ->
                                    names.add(
                                            path.replace("/", ".")
                                                    .substring(
                                                            0, path.length() - ".class".length())));
            return names;
        }
    }
}
