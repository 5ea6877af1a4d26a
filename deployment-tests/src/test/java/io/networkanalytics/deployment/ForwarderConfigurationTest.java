package io.networkanalytics.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.networkanalytics.forwarder.config.ConfigReader;
import io.networkanalytics.forwarder.config.ForwarderConfig;
import io.networkanalytics.forwarder.config.InputConfig;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The forwarder reads its configurations, and its ports and folders are the ones that deployments
 * open, probe and mount. Ports are written as {@code 6343/UDP}.
 */
@Tag("deployment")
class ForwarderConfigurationTest {

    private static final ForwarderConfig COMPOSE =
            ConfigReader.read(Repository.path("docker/forwarder/forwarder.yaml"));
    private static final ForwarderConfig KUBERNETES =
            ConfigReader.read(Repository.path("k8s/base/forwarder-config.yaml"));
    private static final JsonNode SERVICE =
            YamlFiles.merged("docker-compose.yml").at("/services/forwarder");
    private static final JsonNode POD =
            Manifests.one(Manifests.base(), "DaemonSet").at("/spec/template/spec");
    private static final JsonNode CONTAINER = POD.at("/containers/0");

    @Test
    void bothTakeTheSamePorts() {
        Set<String> ports =
                new TreeSet<>(
                        Set.of(
                                "6343/UDP",
                                "2055/UDP",
                                "4739/UDP",
                                "9310/TCP",
                                "9311/TCP",
                                "9312/TCP"));
        assertEquals(ports, ports(COMPOSE));
        assertEquals(ports, ports(KUBERNETES));
    }

    @Test
    void composeOpensAndProbesThem() {
        Set<String> opened = new TreeSet<>();
        for (JsonNode port : SERVICE.path("ports")) {
            String[] parts = port.asText().replace("127.0.0.1:", "").split("[:/]", -1);
            assertEquals(parts[0], parts[1], "another port outside than inside: " + port);
            opened.add(parts[1] + (parts.length == 3 ? "/UDP" : "/TCP"));
        }
        assertEquals(ports(COMPOSE), opened);
        assertTrue(
                SERVICE.at("/healthcheck/test/3")
                        .asText()
                        .contains("/" + COMPOSE.http().getPort() + " "));
        int grace = Integer.parseInt(SERVICE.path("stop_grace_period").asText().replace("s", ""));
        assertTrue(COMPOSE.drain().toSeconds() < grace, "killed before it has shipped");
    }

    @Test
    void kubernetesOpensThem() {
        Set<String> container = new TreeSet<>();
        Set<String> node = new TreeSet<>();
        for (JsonNode port : CONTAINER.path("ports")) {
            String text = text(port, "containerPort");
            container.add(text);
            if (port.has("hostPort")) {
                assertEquals(text, text(port, "hostPort"));
                node.add(text);
            }
        }
        assertEquals(ports(KUBERNETES), container);
        assertEquals(only(ports(KUBERNETES), "UDP"), node, "exporters send to the node's address");
        assertEquals(KUBERNETES.http().getPort(), named("http"));
        assertTrue(
                KUBERNETES.drain().toSeconds() < POD.path("terminationGracePeriodSeconds").asInt(),
                "killed before it has shipped what it received");
        Set<String> policy = new TreeSet<>();
        for (JsonNode object : Manifests.ofKind(Manifests.base(), "NetworkPolicy")) {
            if (Manifests.name(object).equals("forwarder")) {
                for (JsonNode rule : object.at("/spec/ingress")) {
                    rule.path("ports").forEach(port -> policy.add(text(port, "port")));
                }
            }
        }
        assertEquals(ports(KUBERNETES), policy, "what comes in");
    }

    @Test
    void theServiceLeadsToWhatProgramsHandInTo() {
        JsonNode service =
                Manifests.ofKind(Manifests.base(), "Service").stream()
                        .filter(object -> Manifests.name(object).equals("forwarder"))
                        .findFirst()
                        .orElseThrow();
        Set<String> served = new TreeSet<>();
        for (JsonNode port : service.at("/spec/ports")) {
            assertEquals(port.path("port").asInt(), named(port.path("targetPort").asText()));
            served.add(text(port, "port"));
        }
        Set<String> handedIn = only(ports(KUBERNETES), "TCP");
        handedIn.remove(KUBERNETES.http().getPort() + "/TCP");
        assertEquals(handedIn, served);
        assertEquals("Local", Manifests.text(service, "/spec/internalTrafficPolicy"));
        assertEquals(
                Manifests.one(Manifests.base(), "DaemonSet").at("/spec/template/metadata/labels"),
                service.at("/spec/selector"));
    }

    @Test
    void theSpoolOutlivesTheContainer() {
        assertEquals("forwarder-spool", composeVolume(COMPOSE.spool().directory()));
        String mount = kubernetesVolume(CONTAINER, KUBERNETES.spool().directory());
        assertEquals(
                mount,
                kubernetesVolume(POD.at("/initContainers/0"), KUBERNETES.spool().directory()));
        JsonNode volume =
                POD.path("volumes")
                        .valueStream()
                        .filter(v -> v.path("name").asText().equals(mount))
                        .findFirst()
                        .orElseThrow();
        assertEquals("DirectoryOrCreate", volume.at("/hostPath/type").asText());
        String user =
                POD.at("/securityContext/runAsUser").asText()
                        + ":"
                        + POD.at("/securityContext/runAsGroup").asText();
        assertEquals(user, POD.at("/initContainers/0/command/1").asText(), "owner of the spool");
    }

    /** A new volume takes over what the image has at its place. */
    @Test
    void theImageHasTheFoldersOfItsVolumes() {
        InputConfig.JsonUnix unix =
                COMPOSE.inputs().stream()
                        .filter(InputConfig.JsonUnix.class::isInstance)
                        .map(InputConfig.JsonUnix.class::cast)
                        .findFirst()
                        .orElseThrow();
        Path sockets = unix.unix().path().getParent();
        assertEquals("forwarder-sockets", composeVolume(sockets));
        String stage = Repository.text("docker/Dockerfile").split(" AS forwarder\n", -1)[1];
        for (Path folder : Set.of(sockets, COMPOSE.spool().directory())) {
            assertTrue(
                    stage.lines()
                            .anyMatch(
                                    line ->
                                            line.matches(
                                                    "RUN mkdir .*"
                                                            + folder
                                                            + ".* && chown 65532:65532 .*"
                                                            + folder
                                                            + ".*")),
                    folder + " does not belong to the user of the image");
        }
    }

    private static Set<String> ports(ForwarderConfig config) {
        assertTrue(config.http().getAddress().isAnyLocalAddress(), "reachable by probes");
        Set<String> ports = new TreeSet<>(Set.of(config.http().getPort() + "/TCP"));
        for (InputConfig input : config.inputs()) {
            listens(input)
                    .ifPresent(
                            port -> assertTrue(ports.add(port), port + " is taken by two inputs"));
        }
        return ports;
    }

    private static Optional<String> listens(InputConfig input) {
        if (input instanceof InputConfig.Sflow sflow) {
            return Optional.of(port(sflow.udp().listen(), "UDP"));
        }
        if (input instanceof InputConfig.Netflow netflow) {
            return Optional.of(port(netflow.udp().listen(), "UDP"));
        }
        if (input instanceof InputConfig.Grpc grpc) {
            return Optional.of(port(grpc.grpc().listen(), "TCP"));
        }
        if (input instanceof InputConfig.JsonHttp http) {
            return Optional.of(port(http.http().listen(), "TCP"));
        }
        return Optional.empty();
    }

    private static String port(InetSocketAddress listen, String protocol) {
        assertTrue(listen.getAddress().isAnyLocalAddress(), listen + " is closed from outside");
        return listen.getPort() + "/" + protocol;
    }

    private static String text(JsonNode port, String key) {
        return port.path(key).asText() + "/" + port.path("protocol").asText("TCP");
    }

    private static Set<String> only(Set<String> ports, String protocol) {
        return ports.stream()
                .filter(port -> port.endsWith(protocol))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static int named(String name) {
        return CONTAINER
                .path("ports")
                .valueStream()
                .filter(port -> port.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow()
                .path("containerPort")
                .asInt();
    }

    private static String composeVolume(Path folder) {
        return SERVICE.path("volumes")
                .valueStream()
                .map(volume -> volume.asText().split(":", -1))
                .filter(parts -> parts[1].equals(folder.toString()))
                .map(parts -> parts[0])
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing is mounted at " + folder));
    }

    private static String kubernetesVolume(JsonNode container, Path folder) {
        return Stream.of(container)
                .flatMap(c -> c.path("volumeMounts").valueStream())
                .filter(mount -> mount.path("mountPath").asText().equals(folder.toString()))
                .map(mount -> mount.path("name").asText())
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing is mounted at " + folder));
    }
}
