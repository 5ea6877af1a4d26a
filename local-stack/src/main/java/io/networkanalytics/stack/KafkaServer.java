package io.networkanalytics.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/** One Kafka node in KRaft mode, broker and controller in one. */
final class KafkaServer implements Server {
    private static final String CLUSTER_ID = "bmV0d29yay1hbmFseXRpYw";
    private static final long FORMAT_SECONDS = 60;

    private final int heapMegabytes;
    private Map<String, Integer> ports = Map.of();

    KafkaServer(int heapMegabytes) {
        this.heapMegabytes = heapMegabytes;
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public List<String> ports() {
        return List.of("broker", "controller");
    }

    @Override
    public String address() {
        return "127.0.0.1:" + ports.get("broker");
    }

    @Override
    public List<String> prepare(Path home, Map<String, Integer> ports) {
        this.ports = ports;
        String classPath = ClassPaths.of("kafka-server");
        try {
            Path properties =
                    Files.writeString(home.resolve("server.properties"), properties(home));
            String logging = Log4jConfiguration.write(home);
            if (!Files.exists(home.resolve("data/meta.properties"))) {
                format(classPath, logging, properties, home.resolve("format.log"));
            }
            return JavaCommand.tied(
                    classPath,
                    List.of("-Xms128m", "-Xmx" + heapMegabytes + "m", "-XX:+UseSerialGC", logging),
                    "kafka.Kafka",
                    List.of(properties.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Static quorum, unlike a dynamic one, keeps no port in the data, so the node may come back on
     * others.
     */
    private String properties(Path home) {
        String broker = "127.0.0.1:" + ports.get("broker");
        String controller = "127.0.0.1:" + ports.get("controller");
        return """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@%2$s
                listeners=PLAINTEXT://%1$s,CONTROLLER://%2$s
                advertised.listeners=PLAINTEXT://%1$s
                controller.listener.names=CONTROLLER
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
                log.dirs=%3$s
                auto.create.topics.enable=false
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=4
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                transaction.state.log.num.partitions=4
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                group.initial.rebalance.delay.ms=0
                # A killed broker may register again only when its old session is over (default 9 s).
                broker.session.timeout.ms=4000
                broker.heartbeat.interval.ms=500
                log.segment.bytes=134217728
                """
                .formatted(broker, controller, home.resolve("data").toAbsolutePath());
    }

    private void format(String classPath, String logging, Path properties, Path log) {
        ServerProcess format =
                ServerProcess.start(
                        "kafka storage format",
                        JavaCommand.tied(
                                classPath,
                                List.of(
                                        "-Xmx128m",
                                        "-XX:+UseSerialGC",
                                        "-XX:TieredStopAtLevel=1",
                                        logging),
                                "kafka.tools.StorageTool",
                                List.of(
                                        "format",
                                        "--ignore-formatted",
                                        "-t",
                                        CLUSTER_ID,
                                        "-c",
                                        properties.toString())),
                        properties.getParent(),
                        log);
        format.awaitEnd(FORMAT_SECONDS);
        if (format.exitCode() != 0) {
            throw new StackException("Kafka's storage cannot be formatted: " + format.output());
        }
    }

    @Override
    public Optional<String> missing() {
        Admin admin = KafkaTopics.admin(address());
        try {
            int nodes = admin.describeCluster().nodes().get(3, TimeUnit.SECONDS).size();
            return nodes == 1 ? Optional.empty() : Optional.of(nodes + " nodes are registered");
        } catch (ExecutionException | TimeoutException e) {
            return Optional.of("no answer at " + address() + ": " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while asking Kafka", e);
        } finally {
            // Without the limit it would wait for the question that timed out.
            admin.close(Duration.ZERO);
        }
    }
}
