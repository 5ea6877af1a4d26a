package io.networkanalytics.stack;

import io.networkanalytics.sql.ClickHouse;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A ZooKeeper and two ClickHouse servers that know each other as cluster {@code analytics}: two
 * shards, or two replicas of one.
 */
final class TestingCluster implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int MEMORY_MEGABYTES = 2_000;

    private final List<ServerSlot> slots = new ArrayList<>();
    private final List<ClickHouseServer> servers = new ArrayList<>();

    private TestingCluster(Path dir, boolean shards) throws IOException {
        int zooKeeperPort = Ports.free();
        List<Integer> nativePorts = List.of(Ports.free(), Ports.free());
        add(new ZooKeeperServer(), dir, Map.of("client", zooKeeperPort));
        for (int i = 0; i < nativePorts.size(); i++) {
            var server =
                    new ClickHouseServer(
                            "clickhouse-" + (i + 1),
                            configuration(zooKeeperPort, nativePorts, shards, i),
                            MEMORY_MEGABYTES,
                            System.getenv(),
                            line -> {});
            servers.add(server);
            add(server, dir, Map.of("http", Ports.free(), "native", nativePorts.get(i)));
        }
        slots.forEach(ServerSlot::launch);
        slots.forEach(slot -> slot.awaitReady(false));
    }

    static TestingCluster ofTwoShards(Path dir) throws IOException {
        return new TestingCluster(dir, true);
    }

    static TestingCluster ofTwoReplicas(Path dir) throws IOException {
        return new TestingCluster(dir, false);
    }

    /** The others must know the ports before the server starts. */
    private void add(Server server, Path dir, Map<String, Integer> ports) throws IOException {
        PortsFile.store(Files.createDirectories(dir.resolve(server.name())), ports);
        slots.add(new ServerSlot(server, dir, line -> {}, TIMEOUT, Ports::free));
    }

    private static String configuration(
            int zooKeeperPort, List<Integer> nativePorts, boolean shards, int index) {
        String replica = "<replica><host>127.0.0.1</host><port>%d</port></replica>";
        String between =
                shards ? "</shard><shard><internal_replication>true</internal_replication>" : "";
        // With the secret a server asks another in the name of the user who asked it.
        return """
                <zookeeper><node><host>127.0.0.1</host><port>%d</port></node></zookeeper>
                <macros><cluster>analytics</cluster><shard>%d</shard><replica>r%d</replica></macros>
                <remote_servers><analytics><secret>between-servers</secret>
                  <shard><internal_replication>true</internal_replication>%s%s%s</shard>
                </analytics></remote_servers>
                <distributed_ddl><path>/clickhouse/task_queue/ddl</path></distributed_ddl>
                <interserver_http_host>127.0.0.1</interserver_http_host>
                <interserver_http_port>%d</interserver_http_port>
                """
                .formatted(
                        zooKeeperPort,
                        shards ? index + 1 : 1,
                        index + 1,
                        replica.formatted(nativePorts.get(0)),
                        between,
                        replica.formatted(nativePorts.get(1)),
                        Ports.free());
    }

    /**
     * @param server 1 or 2
     */
    TestingClickHouse as(ClickHouseRole role, int server) {
        ClickHouseServer one = servers.get(server - 1);
        ClickHouseLogin login = one.login(role);
        return new TestingClickHouse(
                new ClickHouse(URI.create(one.address()), login.user(), login.password()));
    }

    /** {@code kill -9}. */
    void kill(int server) {
        slots.get(server).kill();
    }

    void restart(int server) {
        slots.get(server).launch();
        slots.get(server).awaitReady(false);
    }

    @Override
    public void close() {
        slots.forEach(ServerSlot::askToStop);
        slots.forEach(ServerSlot::awaitStopped);
    }
}
