package io.networkanalytics.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Image tags stand in {@code .env} and agree with the versions of the parent pom. */
@Tag("deployment")
class ImagesTest {

    private static final Map<String, String> ENV = Repository.env();

    @Test
    void tagsAreTheVersionsOfThePom() {
        String java = Repository.version("java.version");
        assertEquals("apache/kafka:" + Repository.version("kafka.version"), ENV.get("KAFKA_IMAGE"));
        assertEquals(
                "flink:" + Repository.version("flink.version") + "-java" + java,
                ENV.get("FLINK_IMAGE"));
        assertEquals("eclipse-temurin:" + java + "-jre", ENV.get("JRE_IMAGE"));
        assertTrue(ENV.get("MAVEN_IMAGE").endsWith("-eclipse-temurin-" + java));
        assertEquals(tag(ENV.get("CLICKHOUSE_IMAGE")), tag(ENV.get("CLICKHOUSE_KEEPER_IMAGE")));
        for (String ours : List.of("JOB_IMAGE", "MIGRATE_IMAGE", "FORWARDER_IMAGE")) {
            assertEquals(Repository.projectVersion(), tag(ENV.get(ours)), ours);
        }
    }

    @Test
    void everyTagIsExact() {
        for (Map.Entry<String, String> image : ENV.entrySet()) {
            assertTrue(image.getKey().endsWith("_IMAGE"), image.getKey() + " is no image");
            assertTrue(
                    tag(image.getValue()).matches("v?[0-9]+(\\.[0-9]+)*(-.+)?"),
                    image + ": a version, not a moving word");
        }
    }

    @Test
    void composeTakesEveryImageFromEnv() {
        JsonNode services = YamlFiles.merged("docker-compose.yml").get("services");
        Set<String> used = new TreeSet<>();
        for (Map.Entry<String, JsonNode> service : services.properties()) {
            Matcher variable =
                    Pattern.compile("\\$\\{([A-Z_]+)}")
                            .matcher(service.getValue().path("image").asText());
            assertTrue(variable.matches(), service.getKey() + ": image is not a variable of .env");
            assertTrue(ENV.containsKey(variable.group(1)), variable.group(1) + " is not in .env");
            used.add(variable.group(1));
            JsonNode arguments = service.getValue().at("/build/args");
            arguments.properties().forEach(entry -> used.add(entry.getKey()));
        }
        used.add("CLICKHOUSE_KEEPER_IMAGE"); // of k8s alone
        assertEquals(new TreeSet<>(ENV.keySet()), used);
    }

    @Test
    void dockerfileHasNoTagOfItsOwn() {
        List<String> bases = new ArrayList<>();
        for (String line : Repository.text("docker/Dockerfile").lines().toList()) {
            if (line.startsWith("FROM ")) {
                bases.add(line.split(" ", -1)[1]);
            }
        }
        assertEquals(
                List.of("${MAVEN_IMAGE}", "${FLINK_IMAGE}", "${JRE_IMAGE}", "${JRE_IMAGE}"), bases);
    }

    @Test
    void manifestsUseImagesOfEnv() {
        int images = 0;
        for (Path file : YamlFiles.files("k8s")) {
            for (JsonNode document :
                    YamlFiles.documents(
                            Repository.text(Repository.ROOT.relativize(file).toString()))) {
                for (JsonNode image : document.findValues("image")) {
                    assertTrue(
                            ENV.containsValue(image.asText()),
                            file + ": " + image + " not in .env");
                    images++;
                }
            }
        }
        assertFalse(images < 5, "only " + images + " images found in k8s/");
        JsonNode kafka = Manifests.one(Manifests.base(), "Kafka");
        assertEquals(
                Repository.version("kafka.version"), Manifests.text(kafka, "/spec/kafka/version"));
    }

    private static String tag(String image) {
        return image.substring(image.indexOf(':') + 1);
    }
}
