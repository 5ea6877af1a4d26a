package io.networkanalytics.forwarder.exporters;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.testkit.network.NamespacePair;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An exporter that is one program, captures with libpcap and sends the rest when terminated. */
final class CommandExporter implements LiveExporter {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long LOOK_MILLIS = 20;

    /** The command line of the program. */
    @FunctionalInterface
    interface CommandLine {
        List<String> of(String device, String collector) throws IOException;
    }

    private final CommandLine commandLine;
    private final Path log;
    private Process process;

    /**
     * @param folder gets the log
     */
    CommandExporter(Path folder, CommandLine commandLine) {
        this.commandLine = commandLine;
        this.log = folder.resolve("log");
    }

    @Override
    public void start(NamespacePair namespaces, InetSocketAddress collector) throws Exception {
        List<String> command =
                new ArrayList<>(
                        commandLine.of(
                                NamespacePair.SAMPLED_INTERFACE,
                                collector.getAddress().getHostAddress()
                                        + ":"
                                        + collector.getPort()));
        process =
                namespaces
                        .inSecond(command.toArray(String[]::new))
                        .redirectOutput(log.toFile())
                        .start();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!namespaces.captures()) {
            assertTrue(System.nanoTime() < end, () -> command + " captures nothing: " + log());
            assertTrue(
                    !process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS),
                    () -> command + " ended: " + log());
        }
    }

    // SIGTERM: a test run in the background passes on that it ignores SIGINT.
    @Override
    public void stop() throws Exception {
        process.destroy();
        assertTrue(
                process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS),
                () -> "the exporter does not end: " + log());
    }

    @Override
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
