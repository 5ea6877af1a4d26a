package io.networkanalytics.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackEnvironmentTest {
    @TempDir Path dir;

    @Test
    void aShellReadsWhatWasWritten() throws Exception {
        String value = "it's $HOME `id` \\ \" and more";
        Path file =
                Files.writeString(
                        dir.resolve("stack.env"), StackEnvironment.asShell(Map.of("VALUE", value)));
        Process shell =
                new ProcessBuilder("sh", "-c", ". '" + file + "'; printf %s \"$VALUE\"").start();
        assertEquals(
                value, new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        assertEquals(0, shell.waitFor());
    }
}
