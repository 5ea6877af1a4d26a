package io.networkanalytics.forwarder.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The reference shows what the code says. */
class ConfigurationReferenceTest {

    @Test
    void everyKeyAsTheCodeDescribesIt() throws IOException {
        Path page =
                Path.of(System.getProperty("repository.root", ".."))
                        .resolve("docs/reference/configuration.md");
        String text = Files.readString(page);
        int from = text.indexOf("```text\n") + 8;
        assertEquals(
                String.join("\n", ConfigReader.describeKeys()) + "\n",
                text.substring(from, text.indexOf("```", from)),
                "put the output of 'bin/forwarder check --keys' between the marks of " + page);
    }
}
