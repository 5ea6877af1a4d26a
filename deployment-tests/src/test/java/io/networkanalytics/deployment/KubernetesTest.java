package io.networkanalytics.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The manifests agree with each other, and every pod is as safe as it can be. */
@Tag("deployment")
class KubernetesTest {

    private static final List<JsonNode> BASE = Manifests.base();
    private static final String KAFKA = Manifests.name(Manifests.one(BASE, "Kafka"));
    private static final JsonNode CLICKHOUSE = Manifests.one(BASE, "ClickHouseInstallation");

    @Test
    void programsTalkToTheServicesThatTheOperatorsMake() {
        String bootstrap =
                KAFKA
                        + "-kafka-bootstrap:"
                        + Manifests.one(BASE, "Kafka").at("/spec/kafka/listeners/0/port").asText();
        String clickHouse = "http://clickhouse-" + Manifests.name(CLICKHOUSE) + ":8123";
        List<String> job = texts(Manifests.one(BASE, "FlinkDeployment").at("/spec/job/args"));
        assertTrue(job.contains(bootstrap), job.toString());
        assertTrue(job.contains(clickHouse), job.toString());
        assertTrue(
                texts(Manifests.one(BASE, "Job").at("/spec/template/spec/containers/0/args"))
                        .contains(clickHouse));
        JsonNode forwarder =
                YamlFiles.documents(Repository.text("k8s/base/forwarder-config.yaml")).get(0);
        assertEquals(bootstrap, Manifests.text(forwarder, "/kafka/bootstrapServers"));
        assertEquals(
                "keeper-" + Manifests.name(Manifests.one(BASE, "ClickHouseKeeperInstallation")),
                Manifests.text(CLICKHOUSE, "/spec/configuration/zookeeper/nodes/0/host"));
        assertEquals(
                KAFKA,
                Manifests.one(BASE, "KafkaNodePool")
                        .at("/metadata/labels")
                        .path("strimzi.io/cluster")
                        .asText());
    }

    @Test
    void policiesNamePodsThatExist() {
        String job = Manifests.name(Manifests.one(BASE, "FlinkDeployment"));
        List<Map<String, String>> pods =
                List.of(
                        Map.of("strimzi.io/cluster", KAFKA),
                        Map.of("clickhouse.altinity.com/chi", Manifests.name(CLICKHOUSE)),
                        Map.of(
                                "clickhouse-keeper.altinity.com/chk",
                                Manifests.name(
                                        Manifests.one(BASE, "ClickHouseKeeperInstallation"))),
                        Map.of("app", job),
                        labels(
                                Manifests.one(BASE, "DaemonSet")
                                        .at("/spec/template/metadata/labels")),
                        labels(Manifests.one(BASE, "Job").at("/spec/template/metadata/labels")));
        int denyAll = 0;
        for (JsonNode policy : Manifests.ofKind(BASE, "NetworkPolicy")) {
            Map<String, String> target = labels(policy.at("/spec/podSelector/matchLabels"));
            if (target.isEmpty()) {
                assertTrue(policy.at("/spec/ingress").isMissingNode(), Manifests.name(policy));
                denyAll++;
            } else {
                assertTrue(pods.contains(target), Manifests.name(policy) + " is for " + target);
            }
            for (JsonNode peer : policy.at("/spec/ingress").findValues("from")) {
                for (JsonNode from : peer) {
                    // Peers of other namespaces are operators and Prometheus.
                    if (!from.has("namespaceSelector")) {
                        Map<String, String> source = labels(from.at("/podSelector/matchLabels"));
                        assertTrue(
                                pods.contains(source), Manifests.name(policy) + " from " + source);
                    }
                }
            }
        }
        assertEquals(1, denyAll, "policies that deny everything");
        JsonNode budget = Manifests.one(BASE, "PodDisruptionBudget");
        assertEquals(job, Manifests.text(budget, "/spec/selector/matchLabels/app"));
    }

    @Test
    void everyContainerIsHardenedAndBounded() {
        List<JsonNode> pods = podSpecs();
        assertEquals(5, pods.size(), "pods of forwarder, migrate, Flink, ClickHouse, Keeper");
        for (JsonNode pod : pods) {
            assertTrue(pod.at("/securityContext/runAsNonRoot").asBoolean(), pod.toString());
            assertTrue(pod.at("/securityContext/runAsUser").asInt() > 0, pod.toString());
            assertEquals(
                    "RuntimeDefault", Manifests.text(pod, "/securityContext/seccompProfile/type"));
            for (JsonNode container : pod.get("containers")) {
                JsonNode security = container.path("securityContext");
                assertTrue(
                        security.path("readOnlyRootFilesystem").asBoolean(), container.toString());
                assertFalse(security.path("allowPrivilegeEscalation").asBoolean(true));
                assertEquals("ALL", security.at("/capabilities/drop/0").asText());
                if (!container.path("name").asText().equals("flink-main-container")) {
                    assertFalse(container.at("/resources/limits/memory").isMissingNode());
                    assertFalse(container.at("/resources/requests/cpu").isMissingNode());
                }
            }
        }
        // Root in these alone, and only to give a folder away.
        for (JsonNode pod : pods) {
            for (JsonNode container : pod.path("initContainers")) {
                JsonNode security = container.path("securityContext");
                assertTrue(security.path("readOnlyRootFilesystem").asBoolean());
                assertFalse(security.path("allowPrivilegeEscalation").asBoolean(true));
                assertEquals("ALL", security.at("/capabilities/drop/0").asText());
                assertEquals(List.of("CHOWN"), texts(security.at("/capabilities/add")));
                assertEquals("chown", container.at("/command/0").asText());
                assertFalse(container.at("/resources/limits/memory").isMissingNode());
            }
        }
        JsonNode flink = Manifests.one(BASE, "FlinkDeployment").get("spec");
        assertFalse(flink.at("/jobManager/resource/memory").isMissingNode());
        assertFalse(flink.at("/taskManager/resource/memory").isMissingNode());
    }

    @Test
    void podsHaveAccountsOfTheirOwnAndProbes() {
        JsonNode forwarder = Manifests.one(BASE, "DaemonSet").at("/spec/template/spec");
        assertFalse(forwarder.at("/containers/0/readinessProbe").isMissingNode());
        assertFalse(forwarder.at("/containers/0/livenessProbe").isMissingNode());
        assertFalse(forwarder.path("automountServiceAccountToken").asBoolean(true));
        JsonNode server = CLICKHOUSE.at("/spec/templates/podTemplates/0/spec/containers/0");
        assertFalse(server.at("/readinessProbe").isMissingNode());
        TreeSet<String> accounts = new TreeSet<>();
        Manifests.ofKind(BASE, "ServiceAccount").forEach(a -> accounts.add(Manifests.name(a)));
        assertEquals(new TreeSet<>(List.of("flink", "forwarder", "migrate")), accounts);
    }

    @Test
    void noSecretStandsInAManifest() {
        assertEquals(List.of(), Manifests.ofKind(BASE, "Secret"));
        for (JsonNode object : BASE) {
            for (JsonNode password : object.findValues("password")) {
                assertFalse(password.isTextual(), Manifests.name(object));
            }
            for (JsonNode secret : object.findValues("secretName")) {
                assertEquals("clickhouse-passwords", secret.asText());
            }
        }
        assertTrue(Repository.text("k8s/README.md").contains("generic clickhouse-passwords"));
    }

    private static List<JsonNode> podSpecs() {
        List<JsonNode> specs = new ArrayList<>();
        for (JsonNode object : BASE) {
            switch (Manifests.kind(object)) {
                case "DaemonSet", "Job" -> specs.add(object.at("/spec/template/spec"));
                case "FlinkDeployment" -> specs.add(object.at("/spec/podTemplate/spec"));
                case "ClickHouseInstallation", "ClickHouseKeeperInstallation" ->
                        specs.add(object.at("/spec/templates/podTemplates/0/spec"));
                default -> {}
            }
        }
        return specs;
    }

    private static Map<String, String> labels(JsonNode labels) {
        Map<String, String> values = new TreeMap<>();
        labels.properties().forEach(label -> values.put(label.getKey(), label.getValue().asText()));
        return values;
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asText).toList();
    }
}
