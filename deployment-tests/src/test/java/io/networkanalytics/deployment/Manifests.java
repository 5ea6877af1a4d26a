package io.networkanalytics.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** What {@code k8s/} consists of. */
final class Manifests {

    static final List<String> OVERLAYS = List.of("dev", "prod");

    private Manifests() {}

    /** The objects of the base, as their files have them. */
    static List<JsonNode> base() {
        JsonNode kustomization =
                YamlFiles.documents(Repository.text("k8s/base/kustomization.yaml")).get(0);
        return kustomization
                .get("resources")
                .valueStream()
                .flatMap(
                        file ->
                                YamlFiles.documents(Repository.text("k8s/base/" + file.asText()))
                                        .stream())
                .toList();
    }

    /**
     * The objects of an overlay as kubectl puts them together; skips the test where it is not
     * installed.
     */
    static List<JsonNode> overlay(String name) throws IOException, InterruptedException {
        Assumptions.assumeTrue(
                kubectlKnowsLabels(),
                "skipped: needs kubectl 1.24 or newer, whose kustomize knows the field labels");
        Command kustomize = Command.run(List.of("kubectl", "kustomize", "k8s/overlays/" + name));
        assertEquals(0, kustomize.exitCode(), kustomize.errors());
        return YamlFiles.documents(kustomize.output());
    }

    /** Kustomize 4 or newer is in it; older kubectls do not tell their kustomize's version. */
    private static boolean kubectlKnowsLabels() throws IOException, InterruptedException {
        return Command.isInstalled("kubectl")
                && Command.run(List.of("kubectl", "version", "--client", "--output=yaml"))
                        .output()
                        .matches("(?s).*kustomizeVersion: v([4-9]|\\d\\d).*");
    }

    static List<JsonNode> ofKind(List<JsonNode> objects, String kind) {
        return objects.stream().filter(object -> kind(object).equals(kind)).toList();
    }

    static JsonNode one(List<JsonNode> objects, String kind) {
        List<JsonNode> found = ofKind(objects, kind);
        assertEquals(1, found.size(), "objects of kind " + kind);
        return found.get(0);
    }

    static String kind(JsonNode object) {
        return object.path("kind").asText();
    }

    static String name(JsonNode object) {
        return object.path("metadata").path("name").asText();
    }

    static String text(JsonNode object, String pointer) {
        return object.at(pointer).asText();
    }
}
