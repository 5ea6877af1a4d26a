package io.networkanalytics.bench.intake;

import io.networkanalytics.forwarder.ForwarderMain;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The forwarder with its gRPC input, as a process of its own that can be killed. */
public final class GrpcForwarder implements AutoCloseable {

    private static final int STOP_SECONDS = 60;

    private final Path dir;
    private final String kafka;
    private final int port;
    private Process process;

    /**
     * Starts nothing yet.
     *
     * @param dir for configuration, log and spool
     * @param kafka bootstrap servers
     * @throws IOException if there is no free port
     */
    public GrpcForwarder(Path dir, String kafka) throws IOException {
        this.dir = dir;
        this.kafka = kafka;
        try (ServerSocket socket = new ServerSocket(0)) {
            this.port = socket.getLocalPort();
        }
    }

    /** Port of the input, the same for every start. */
    public int port() {
        return port;
    }

    /**
     * Writes the configuration of the next starts.
     *
     * @param spool whether there is one, so that it acknowledges what is on its disk
     */
    public void configure(boolean spool) throws IOException {
        Files.writeString(
                dir.resolve("forwarder.yaml"),
                """
                http: 127.0.0.1:0
                kafka: {bootstrapServers: "%s"}
                %s
                inputs: [{type: grpc, listen: "127.0.0.1:%d"}]
                """
                        .formatted(
                                kafka,
                                spool
                                        ? "spool: {directory: \""
                                                + dir.resolve("spool")
                                                + "\", fsync: always}"
                                        : "",
                                port));
    }

    /** Starts it; {@link #configure} comes first. */
    public void start() throws IOException {
        process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                ForwarderMain.class.getName(),
                                "--config",
                                dir.resolve("forwarder.yaml").toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                        .start();
    }

    /** {@code kill -9}; says which process. */
    public long kill() {
        process.destroyForcibly();
        return process.pid();
    }

    /** SIGTERM: a spool is emptied into Kafka first. */
    public void stop() throws IOException, InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException("the forwarder did not end well: " + Files.readString(log()));
        }
    }

    private Path log() {
        return dir.resolve("forwarder.log");
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
