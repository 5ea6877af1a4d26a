package io.networkanalytics.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What every container of {@code docker-compose.yml} must have. */
@Tag("deployment")
class ComposeTest {

    private static final JsonNode COMPOSE = YamlFiles.merged("docker-compose.yml");

    /** Run to their end. */
    private static final Set<String> ONCE = Set.of("topics", "migrate", "job");

    @Test
    void hasTheServices() {
        assertEquals(
                Set.of(
                        "kafka",
                        "topics",
                        "clickhouse",
                        "migrate",
                        "jobmanager",
                        "taskmanager",
                        "job",
                        "forwarder",
                        "prometheus",
                        "grafana"),
                Set.copyOf(services().keySet()));
    }

    @Test
    void everyContainerIsHardenedAndBounded() {
        services()
                .forEach(
                        (name, service) -> {
                            assertTrue(service.path("read_only").asBoolean(), name + " read_only");
                            assertEquals("ALL", service.at("/cap_drop/0").asText(), name);
                            assertEquals(
                                    "no-new-privileges:true",
                                    service.at("/security_opt/0").asText(),
                                    name);
                            assertTrue(runsWithoutRoot(service), name + " runs as root");
                            for (String limit : List.of("cpus", "memory")) {
                                assertFalse(
                                        service.at("/deploy/resources/limits/" + limit)
                                                .isMissingNode(),
                                        name + " has no limit of " + limit);
                            }
                            assertFalse(service.path("privileged").asBoolean(), name);
                        });
    }

    @Test
    void whatRunsIsCheckedAndWhatEndsIsNot() {
        services()
                .forEach(
                        (name, service) ->
                                assertEquals(
                                        ONCE.contains(name),
                                        service.path("healthcheck").isMissingNode(),
                                        name + " health check"));
    }

    @Test
    void dependenciesWaitForHealthOrSuccess() {
        services()
                .forEach(
                        (name, service) -> {
                            for (Map.Entry<String, JsonNode> dependency :
                                    service.path("depends_on").properties()) {
                                String expected =
                                        ONCE.contains(dependency.getKey())
                                                ? "service_completed_successfully"
                                                : "service_healthy";
                                assertTrue(services().containsKey(dependency.getKey()), name);
                                assertEquals(
                                        expected,
                                        dependency.getValue().path("condition").asText(),
                                        name + " after " + dependency.getKey());
                            }
                        });
    }

    @Test
    void portsAreOpenOnLoopbackAloneButForDatagrams() {
        services()
                .forEach(
                        (name, service) -> {
                            for (JsonNode port : service.path("ports")) {
                                assertTrue(
                                        port.asText().startsWith("127.0.0.1:")
                                                || port.asText().endsWith("/udp"),
                                        name + " opens " + port);
                            }
                        });
    }

    @Test
    void mountedFilesExist() {
        services()
                .forEach(
                        (name, service) -> {
                            for (JsonNode volume : service.path("volumes")) {
                                String source = volume.asText().split(":", -1)[0];
                                assertTrue(
                                        source.startsWith("./")
                                                ? Files.isRegularFile(Repository.path(source))
                                                : COMPOSE.path("volumes").has(source),
                                        name + " mounts " + source);
                            }
                            JsonNode command = service.at("/command/0");
                            String script = command.asText().replace("/usr/local/bin/", "");
                            if (!script.equals(command.asText()) && !script.equals("submit-job")) {
                                assertTrue(
                                        service.path("volumes")
                                                .toString()
                                                .contains(":" + command.asText() + ":ro"),
                                        name + " starts " + command);
                            }
                        });
    }

    @Test
    void passwordsComeFromFilesThatGitIgnores() {
        for (Map.Entry<String, JsonNode> secret : COMPOSE.get("secrets").properties()) {
            assertTrue(
                    secret.getValue().path("file").asText().startsWith(".secrets/"),
                    secret.getKey());
        }
        assertTrue(Repository.text(".gitignore").lines().anyMatch(".secrets/"::equals));
        assertTrue(Repository.text(".dockerignore").lines().anyMatch(".secrets"::equals));
        services()
                .forEach(
                        (name, service) -> {
                            assertFalse(
                                    service.path("environment")
                                            .toString()
                                            .matches("(?i).*(password|secret|token).*"),
                                    name + ": a secret in its environment");
                            for (JsonNode secret : service.path("secrets")) {
                                assertTrue(COMPOSE.get("secrets").has(secret.asText()), name);
                            }
                        });
    }

    @Test
    void theClientAcceptsTheFile() throws IOException, InterruptedException {
        boolean v1 = Command.isInstalled("docker-compose");
        boolean v2 =
                !v1
                        && Command.isInstalled("docker")
                        && Command.run(List.of("docker", "compose", "version")).exitCode() == 0;
        Assumptions.assumeTrue(
                v1 || v2, "skipped: no Compose client is installed (a package: docker-compose)");
        Command config =
                Command.run(
                        v1
                                ? List.of("docker-compose", "config", "--quiet")
                                : List.of("docker", "compose", "config", "--quiet"));
        assertEquals(0, config.exitCode(), config.errors());
    }

    private static boolean runsWithoutRoot(JsonNode service) {
        if (service.has("user")) {
            return !service.get("user").asText().matches("(root|0)(:.*)?");
        }
        String target = service.at("/build/target").asText();
        String stage =
                Repository.text("docker/Dockerfile")
                        .split(" AS " + target + "\n", -1)[1]
                        .split("\nFROM ", -1)[0];
        return stage.lines().anyMatch(line -> line.matches("USER (?!root|0).+"));
    }

    private static Map<String, JsonNode> services() {
        return COMPOSE.get("services").properties().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
