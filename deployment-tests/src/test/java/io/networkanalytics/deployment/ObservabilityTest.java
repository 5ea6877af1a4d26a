package io.networkanalytics.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Prometheus and Grafana of {@code docker-compose.yml} are given what they need. */
@Tag("deployment")
class ObservabilityTest {

    private static final JsonNode SERVICES = YamlFiles.merged("docker-compose.yml").get("services");
    private static final JsonNode PROMETHEUS = YamlFiles.merged("docker/prometheus/prometheus.yml");

    @Test
    void scrapesTheProgramsWhereTheyListen() {
        String flink =
                YamlFiles.merged("docker/flink/config.yaml")
                        .at("/metrics/reporter/prometheus/port")
                        .asText();
        String forwarder =
                YamlFiles.merged("docker/forwarder/forwarder.yaml")
                        .get("http")
                        .asText()
                        .split(":", -1)[1];
        Set<String> targets = new TreeSet<>();
        PROMETHEUS
                .findValues("targets")
                .forEach(list -> list.forEach(target -> targets.add(target.asText())));
        assertEquals(
                Set.of(
                        "jobmanager:" + flink,
                        "taskmanager:" + flink,
                        "forwarder:" + forwarder,
                        "clickhouse:8123"),
                targets);
        targets.forEach(target -> assertTrue(SERVICES.has(target.split(":", -1)[0]), target));
        String password = PROMETHEUS.findValue("password_file").asText();
        assertEquals(
                "/run/secrets/" + SERVICES.at("/prometheus/secrets/0").asText(),
                password,
                "the secret that the container has");
    }

    @Test
    void observabilityIsAskedFor() {
        Set<String> asked = new TreeSet<>();
        SERVICES.properties()
                .forEach(
                        service -> {
                            if (service.getValue().toString().contains("[\"observability\"]")) {
                                asked.add(service.getKey());
                            }
                        });
        assertEquals(Set.of("grafana", "prometheus"), asked);
    }

    @Test
    void grafanaHasEveryDashboardAndItsSource() throws IOException {
        String mounts = SERVICES.at("/grafana/volumes").toString();
        String source =
                YamlFiles.merged("docker/grafana/provisioning/datasources/prometheus.yaml")
                        .at("/datasources/0/uid")
                        .asText();
        Set<String> uids = new HashSet<>();
        List<Path> dashboards = new ArrayList<>();
        try (Stream<Path> files = Files.list(Repository.path("docker/grafana/dashboards"))) {
            files.forEach(dashboards::add);
        }
        for (Path file : dashboards) {
            assertTrue(
                    mounts.contains(":/etc/grafana/dashboards/" + file.getFileName() + ":ro"),
                    file + " is not mounted");
            JsonNode dashboard = new ObjectMapper().readTree(file.toFile());
            assertTrue(uids.add(dashboard.get("uid").asText()), file + ": its uid is another's");
            for (JsonNode panel : dashboard.get("panels")) {
                assertEquals(source, panel.at("/datasource/uid").asText(), file.toString());
                assertFalse(panel.get("targets").isEmpty(), file + ": " + panel.get("title"));
            }
        }
        assertFalse(dashboards.isEmpty());
    }
}
