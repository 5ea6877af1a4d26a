package io.networkanalytics.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.networkanalytics.sql.MigrateCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The migrator understands the arguments that the deployments give it. */
class MigratorArgumentsTest {

    @TempDir private Path folder;

    @Test
    void migratorUnderstandsItsArguments() throws Exception {
        assertEquals(
                3, migrate(YamlFiles.merged("docker-compose.yml").at("/services/migrate/command")));
        assertEquals(
                3,
                migrate(
                        Manifests.one(Manifests.base(), "Job")
                                .at("/spec/template/spec/containers/0/args")));
    }

    /**
     * Runs the migrator with a deployment's arguments, but against a port that nobody answers: exit
     * code 3 says that it understood them and found no server, 2 would say that it did not.
     */
    private int migrate(JsonNode arguments) throws Exception {
        Path password = Files.writeString(folder.resolve("password"), "none");
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                MigrateCommand.class.getName()));
        String option = "";
        for (JsonNode argument : arguments) {
            command.add(
                    switch (option) {
                        case "--url" -> "http://127.0.0.1:1";
                        case "--password-file" -> password.toString();
                        default -> argument.asText();
                    });
            option = argument.asText();
        }
        return Command.run(command).exitCode();
    }
}
