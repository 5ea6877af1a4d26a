package io.networkanalytics.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.networkanalytics.forwarder.config.ConfigReader;
import io.networkanalytics.forwarder.config.ForwarderConfig;
import io.networkanalytics.forwarder.config.InputConfig;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The forwarder reads its configurations, and its ports are the ones that deployments open and
 * probe.
 */
@Tag("deployment")
class ForwarderConfigurationTest {

    private static final JsonNode SERVICES = YamlFiles.merged("docker-compose.yml").get("services");
    private static final JsonNode FORWARDER =
            Manifests.one(Manifests.base(), "DaemonSet").at("/spec/template/spec");

    @Test
    void forwarderReadsItsConfigurations() {
        ForwarderConfig compose =
                ConfigReader.read(Repository.path("docker/forwarder/forwarder.yaml"));
        ForwarderConfig kubernetes =
                ConfigReader.read(Repository.path("k8s/base/forwarder-config.yaml"));
        for (ForwarderConfig config : List.of(compose, kubernetes)) {
            assertEquals(1, config.inputs().size());
            InputConfig.Sflow sflow = (InputConfig.Sflow) config.inputs().get(0);
            assertEquals(6343, sflow.udp().listen().getPort());
            assertTrue(config.http().getAddress().isAnyLocalAddress(), "reachable by probes");
        }
        assertTrue(
                SERVICES.at("/forwarder/healthcheck/test/3")
                        .asText()
                        .contains("/" + compose.http().getPort() + " "));
        assertEquals(kubernetes.http().getPort(), port("http"));
        assertEquals(6343, port("sflow"));
        assertTrue(
                kubernetes.drain().toSeconds()
                        < FORWARDER.path("terminationGracePeriodSeconds").asInt(),
                "killed before it has shipped what it received");
    }

    private static int port(String name) {
        return FORWARDER
                .at("/containers/0/ports")
                .valueStream()
                .filter(port -> port.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow()
                .path("containerPort")
                .asInt();
    }
}
