package io.networkanalytics.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One ZooKeeper. Production has ClickHouse Keeper, which speaks the same protocol. */
final class ZooKeeperServer implements Server {
    private Map<String, Integer> ports = Map.of();

    @Override
    public String name() {
        return "zookeeper";
    }

    @Override
    public List<String> ports() {
        return List.of("client");
    }

    @Override
    public String address() {
        return "127.0.0.1:" + ports.get("client");
    }

    @Override
    public List<String> prepare(Path home, Map<String, Integer> ports) {
        this.ports = ports;
        try {
            Path properties =
                    Files.writeString(
                            home.resolve("zoo.cfg"),
                            """
                            dataDir=%s
                            clientPort=%d
                            clientPortAddress=127.0.0.1
                            tickTime=1000
                            admin.enableServer=false
                            4lw.commands.whitelist=srvr
                            """
                                    .formatted(
                                            home.resolve("data").toAbsolutePath(),
                                            ports.get("client")));
            return JavaCommand.tied(
                    ClassPaths.of("zookeeper-server"),
                    List.of("-Xmx128m", "-XX:+UseSerialGC", Log4jConfiguration.write(home)),
                    "org.apache.zookeeper.server.ZooKeeperServerMain",
                    List.of(properties.toAbsolutePath().toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<String> missing() {
        try (Socket socket = new Socket("127.0.0.1", ports.get("client"))) {
            socket.setSoTimeout(3_000);
            socket.getOutputStream().write("srvr".getBytes(StandardCharsets.US_ASCII));
            String answer =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return answer.contains("Mode: standalone") ? Optional.empty() : Optional.of(answer);
        } catch (IOException e) {
            return Optional.of("no answer at " + address() + ": " + e);
        }
    }
}
