package io.networkanalytics.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.networkanalytics.forwarder.ForwarderMain;
import io.networkanalytics.job.NetworkAnalyticsJob;
import io.networkanalytics.model.codec.SiteCodec;
import io.networkanalytics.sql.MigrateCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each program understands the arguments that the deployments give it. */
@Tag("deployment")
class ProgramArgumentsTest {

    private static final JsonNode COMPOSE = YamlFiles.merged("docker-compose.yml").get("services");
    private static final List<JsonNode> BASE = Manifests.base();

    @TempDir private Path folder;

    /** Exit code 3 says that it understood everything and found no server; 2, that it did not. */
    @Test
    void migratorUnderstandsItsArguments() throws Exception {
        for (JsonNode arguments :
                List.of(
                        COMPOSE.at("/migrate/command"),
                        Manifests.one(BASE, "Job").at("/spec/template/spec/containers/0/args"))) {
            Command migrate = run(MigrateCommand.class, texts(arguments), List.of());
            assertEquals(3, migrate.exitCode(), migrate.toString());
        }
    }

    @Test
    void jobUnderstandsItsArgumentsAndPlans() throws Exception {
        List<String> compose = texts(COMPOSE.at("/job/command"));
        assertEquals("/usr/local/bin/submit-job", compose.get(0));
        for (List<String> arguments :
                List.of(
                        compose.subList(1, compose.size()),
                        texts(Manifests.one(BASE, "FlinkDeployment").at("/spec/job/args")))) {
            Command job = run(NetworkAnalyticsJob.class, arguments, List.of("--dry-run"));
            assertEquals(0, job.exitCode(), job.errors());
            assertTrue(job.output().contains("source-packet-samples"), job.output());
        }
    }

    /** Read as the job reads them; the code is the one that the forwarder beside it gives. */
    @Test
    void sitesFilesDescribeTheSiteOfTheForwarder() throws Exception {
        Map<String, String> forwarders =
                Map.of(
                        "docker/flink/sites.json", "docker/forwarder/forwarder.yaml",
                        "k8s/base/sites.json", "k8s/base/forwarder-config.yaml");
        for (Map.Entry<String, String> pair : forwarders.entrySet()) {
            assertEquals(
                    Set.of(YamlFiles.merged(pair.getValue()).get("colo").asText()),
                    SiteCodec.decode(Repository.text(pair.getKey())).keySet(),
                    pair.getKey());
        }
    }

    @Test
    void submitterLooksForTheNameOfTheJob() {
        String main =
                Repository.text(
                        "flink-job/src/main/java/"
                                + NetworkAnalyticsJob.class.getName().replace('.', '/')
                                + ".java");
        assertTrue(main.contains("execute(\"network-analytics\")"));
        assertTrue(Repository.text("docker/flink/submit-job").contains("': network-analytics '"));
    }

    @Test
    void imagesStartTheMainsThatThereAre() throws Exception {
        String dockerfile = Repository.text("docker/Dockerfile");
        assertTrue(dockerfile.contains("\"" + ForwarderMain.class.getName() + "\""));
        assertTrue(
                Repository.text("sql/pom.xml")
                        .contains("<mainClass>" + MigrateCommand.class.getName() + "<"));
        Command help = run(ForwarderMain.class, List.of("--help"), List.of());
        assertEquals(0, help.exitCode(), help.errors());
        assertTrue(help.output().contains("--config"), help.output());
        assertEquals("--config", COMPOSE.at("/forwarder/command/0").asText());
        assertEquals(
                "--config",
                Manifests.one(BASE, "DaemonSet")
                        .at("/spec/template/spec/containers/0/args/0")
                        .asText());
    }

    /** Runs a main with arguments, its password file and its ClickHouse being none. */
    private Command run(Class<?> main, List<String> arguments, List<String> more) throws Exception {
        Path password = Files.writeString(folder.resolve("password"), "none");
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                main.getName()));
        String option = "";
        for (String argument : arguments) {
            command.add(
                    switch (option) {
                        case "--url" -> "http://127.0.0.1:1";
                        case "--password-file", "--clickhouse.password-file" -> password.toString();
                        case "--annotate.sites-file" ->
                                Repository.path("docker/flink/sites.json").toString();
                        // Compose puts the variable's default in.
                        case "--annotate.geo-databases" ->
                                argument.replace("${GEO_DATABASES:-}", "");
                        default -> argument;
                    });
            option = argument;
        }
        command.addAll(more);
        return Command.run(command);
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asText).toList();
    }
}
