package io.networkanalytics.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.networkanalytics.model.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The topics that deployments create are those of {@link Topics}. */
@Tag("deployment")
class TopicsTest {

    @Test
    void composeCreatesThem() {
        List<String> names = new ArrayList<>();
        List<String> compacted = new ArrayList<>();
        Matcher line =
                Pattern.compile("^topic (\\S+) \\d+ (.*)$", Pattern.MULTILINE)
                        .matcher(Repository.text("docker/kafka/create-topics"));
        while (line.find()) {
            names.add(line.group(1));
            if (line.group(2).contains("cleanup.policy=compact")) {
                compacted.add(line.group(1));
            }
        }
        assertEquals(Topics.ALL, names);
        assertEquals(Topics.COMPACTED, compacted);
    }

    @Test
    void kubernetesCreatesThem() {
        List<JsonNode> topics = Manifests.ofKind(Manifests.base(), "KafkaTopic");
        assertEquals(Topics.ALL, topics.stream().map(Manifests::name).toList());
        assertEquals(
                Topics.COMPACTED,
                topics.stream()
                        .filter(
                                topic ->
                                        topic.at("/spec/config")
                                                .path("cleanup.policy")
                                                .asText()
                                                .equals("compact"))
                        .map(Manifests::name)
                        .toList());
        String cluster = Manifests.name(Manifests.one(Manifests.base(), "Kafka"));
        for (JsonNode topic : topics) {
            assertEquals(
                    cluster,
                    topic.at("/metadata/labels").path("strimzi.io/cluster").asText(),
                    Manifests.name(topic));
        }
    }
}
