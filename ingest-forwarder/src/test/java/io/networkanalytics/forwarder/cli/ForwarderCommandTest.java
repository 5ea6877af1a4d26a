package io.networkanalytics.forwarder.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.forwarder.replay.PcapFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line as a process: arguments in, text and exit code out. */
class ForwarderCommandTest {

    @TempDir private Path folder;

    private String out;

    @Test
    void helpNamesEveryCommand() throws Exception {
        assertEquals(0, run("--help"));
        assertTrue(
                out.contains("check") && out.contains("replay") && out.contains("Exit codes"), out);
        assertEquals(0, run("replay", "--help"));
        assertTrue(out.contains("--sample-interval=N"), out);
    }

    @Test
    void configurationIsRequired() throws Exception {
        assertEquals(2, run());
        assertTrue(out.contains("Missing --config=FILE"), out);
    }

    @Test
    void goodAndBadConfigurations() throws Exception {
        Path file = folder.resolve("f.yaml");
        Files.writeString(file, "kafka: {bootstrapServers: \"k:1\"}\ninputs: [{type: sflow}]\n");
        assertEquals(0, run("check", file.toString()));
        assertTrue(out.contains("good, 1 inputs to Kafka at k:1"), out);

        Files.writeString(
                file, "kafka: {bootstrapServers: \"k:1\"}\ninputs: [{type: sflow, lisen: x}]\n");
        assertEquals(2, run("check", file.toString()));
        assertTrue(out.contains("f.yaml:2: unknown key 'lisen' (did you mean 'listen'?)"), out);
        assertEquals(2, run("--config", file.toString()), "the daemon says the same");
        assertTrue(out.contains("f.yaml:2: unknown key 'lisen'"), out);

        assertEquals(0, run("check", "--keys"));
        assertTrue(out.contains("kafka.lingerMillis (integer, default '20')"), out);
    }

    @Test
    void replayRefusesWhatItCannotDo() throws Exception {
        assertEquals(2, run("replay", folder.resolve("absent.pcap").toString()));
        assertTrue(out.contains("absent.pcap cannot be read; nothing was shipped"), out);
        Path file = capture();
        assertEquals(2, run("replay", file.toString(), "--rate", "0"));
        assertTrue(out.contains("above 0"), out);
        assertEquals(2, run("replay", file.toString(), "--rate", "5", "--realtime"));
        assertTrue(out.contains("mutually exclusive"), out);
        assertEquals(2, run("replay", file.toString(), "--sample-interval", "0"));
        assertEquals(2, run("replay", "-"));
        assertTrue(out.contains("is a stream"), out);
    }

    private Path capture() throws IOException {
        return new PcapFile()
                .packet(1_000_000_000L, PcapFile.TCP_SYN)
                .write(folder.resolve("a.pcap"));
    }

    private int run(String... arguments) throws Exception {
        String[] command = new String[4 + arguments.length];
        command[0] = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        command[1] = "-cp";
        command[2] = System.getProperty("java.class.path");
        command[3] = "io.networkanalytics.forwarder.ForwarderMain";
        System.arraycopy(arguments, 0, command, 4, arguments.length);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        out =
                new String(
                        process.getInputStream().readAllBytes(),
                        java.nio.charset.StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "still running");
        return process.exitValue();
    }
}
