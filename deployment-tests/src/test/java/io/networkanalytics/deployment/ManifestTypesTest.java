package io.networkanalytics.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.kubernetes.operator.api.FlinkDeployment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every field of every manifest exists in the kind it is written in: read into the classes of
 * Kubernetes, Strimzi and the Flink operator, of which an unknown field is an error here.
 */
@Tag("deployment")
class ManifestTypesTest {

    private static final ObjectMapper STRICT =
            JsonMapper.builder().annotationIntrospector(new UnknownFieldsAreErrors()).build();

    private static final Map<String, Class<?>> KINDS =
            Map.ofEntries(
                    Map.entry("v1/ConfigMap", ConfigMap.class),
                    Map.entry("v1/PersistentVolumeClaim", PersistentVolumeClaim.class),
                    Map.entry("v1/Service", Service.class),
                    Map.entry("v1/ServiceAccount", ServiceAccount.class),
                    Map.entry("apps/v1/DaemonSet", DaemonSet.class),
                    Map.entry("batch/v1/Job", Job.class),
                    Map.entry("networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class),
                    Map.entry("policy/v1/PodDisruptionBudget", PodDisruptionBudget.class),
                    Map.entry("rbac.authorization.k8s.io/v1/Role", Role.class),
                    Map.entry("rbac.authorization.k8s.io/v1/RoleBinding", RoleBinding.class),
                    Map.entry("kafka.strimzi.io/v1/Kafka", Kafka.class),
                    Map.entry("kafka.strimzi.io/v1/KafkaNodePool", KafkaNodePool.class),
                    Map.entry("kafka.strimzi.io/v1/KafkaTopic", KafkaTopic.class),
                    Map.entry("flink.apache.org/v1beta1/FlinkDeployment", FlinkDeployment.class));

    /** Altinity's kinds have no published classes: the parts that are Kubernetes' own are read. */
    private static final Set<String> ALTINITY =
            Set.of(
                    "clickhouse.altinity.com/v1/ClickHouseInstallation",
                    "clickhouse-keeper.altinity.com/v1/ClickHouseKeeperInstallation");

    @Test
    void baseHasKnownFieldsOnly() throws IOException {
        List<JsonNode> objects = Manifests.base();
        assertTrue(objects.size() > 20, objects.size() + " objects");
        for (JsonNode object : objects) {
            read(object);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod"})
    void overlayHasKnownFieldsOnly(String overlay) throws Exception {
        List<JsonNode> objects = Manifests.overlay(overlay);
        // Two more than the base: the generated ConfigMaps.
        assertEquals(Manifests.base().size() + 2, objects.size());
        for (JsonNode object : objects) {
            assertEquals(
                    overlay.equals("prod") ? "network-analytics" : "network-analytics-dev",
                    object.at("/metadata/namespace").asText(),
                    Manifests.name(object));
            read(object);
        }
    }

    @Test
    void anUnknownFieldIsFound() {
        JsonNode policy = Manifests.ofKind(Manifests.base(), "NetworkPolicy").get(0).deepCopy();
        ((ObjectNode) policy.get("spec")).put("podSelektor", "x");
        assertThrows(JsonProcessingException.class, () -> read(policy));
        JsonNode kafka = Manifests.one(Manifests.base(), "Kafka").deepCopy();
        ((ObjectNode) kafka.at("/spec/kafka")).put("verzion", "x");
        assertThrows(JsonProcessingException.class, () -> read(kafka));
        JsonNode flink = Manifests.one(Manifests.base(), "FlinkDeployment").deepCopy();
        ((ObjectNode) flink.at("/spec/job")).put("upgradeModus", "savepoint");
        assertThrows(JsonProcessingException.class, () -> read(flink));
    }

    private static void read(JsonNode object) throws IOException {
        String kind = object.path("apiVersion").asText() + "/" + Manifests.kind(object);
        if (ALTINITY.contains(kind)) {
            assertEquals(
                    Set.of("configuration", "defaults", "templates"),
                    Set.copyOf(
                            object.get("spec").propertyStream().map(Map.Entry::getKey).toList()));
            for (JsonNode template : object.at("/spec/templates/podTemplates")) {
                ObjectNode pod = template.deepCopy();
                pod.remove("name");
                STRICT.treeToValue(pod, PodTemplateSpec.class);
            }
            return;
        }
        assertTrue(KINDS.containsKey(kind), "no class is known for " + kind);
        JsonNode copy = object.deepCopy();
        if (kind.endsWith("FlinkDeployment")) {
            // The newest published class does not know this version yet; FlinkConfigurationTest
            // holds it.
            ((ObjectNode) copy.get("spec")).put("flinkVersion", "v1_20");
        }
        STRICT.treeToValue(copy, KINDS.get(kind));
    }
}
