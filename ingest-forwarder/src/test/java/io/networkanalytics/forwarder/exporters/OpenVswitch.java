package io.networkanalytics.forwarder.exporters;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.testkit.network.Commands;
import io.networkanalytics.testkit.network.NamespacePair;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Open vSwitch with its userspace datapath, so that no kernel module is needed: a bridge of the
 * sampled interface and of its own port, which takes over the addresses.
 */
final class OpenVswitch implements LiveExporter {

    private static final String BRIDGE = "nasfbr";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long LOOK_MILLIS = 20;

    private final Path folder;
    private final String table;
    private final String columns;
    private final List<Process> processes = new ArrayList<>();

    /**
     * @param folder gets its sockets, its database and its logs
     * @param table of the exporter: NetFlow, sFlow or IPFIX
     * @param columns of that table, without the collector
     */
    OpenVswitch(Path folder, String table, String columns) {
        this.folder = folder;
        this.table = table;
        this.columns = columns;
    }

    @Override
    public void start(NamespacePair namespaces, InetSocketAddress collector) throws Exception {
        Path database = folder.resolve("db");
        Commands.run("ovsdb-tool create " + database + " /usr/share/openvswitch/vswitch.ovsschema");
        process(
                namespaces,
                "ovsdb-server",
                database.toString(),
                "--remote=punix:" + folder.resolve("socket"),
                "--unixctl=" + folder.resolve("ovsdb.ctl"));
        awaitFile(folder.resolve("socket"));
        vsctl("--no-wait init");
        process(
                namespaces,
                "ovs-vswitchd",
                "unix:" + folder.resolve("socket"),
                "--unixctl=" + folder.resolve("vswitchd.ctl"));
        namespaces.addressesFrom(NamespacePair.SAMPLED_INTERFACE);
        vsctl(
                "add-br "
                        + BRIDGE
                        + " -- set bridge "
                        + BRIDGE
                        + " datapath_type=netdev -- add-port "
                        + BRIDGE
                        + " "
                        + NamespacePair.SAMPLED_INTERFACE);
        namespaces.addressesTo(BRIDGE);
        vsctl(
                ("set bridge BRIDGE COLUMN=@it -- --id=@it create TABLE targets=\"HOST:PORT\" "
                                + columns)
                        .replace("BRIDGE", BRIDGE)
                        .replace("COLUMN", column())
                        .replace("TABLE", table)
                        .replace("HOST", collector.getAddress().getHostAddress())
                        .replace("PORT", Integer.toString(collector.getPort())));
    }

    /** The column of a bridge that names the exporter. */
    private String column() {
        return table.toLowerCase(Locale.ROOT);
    }

    private void process(NamespacePair namespaces, String... command) throws IOException {
        ProcessBuilder builder =
                namespaces
                        .inSecond(command)
                        .redirectOutput(folder.resolve(command[0] + ".log").toFile());
        builder.environment().put("OVS_RUNDIR", folder.toString());
        processes.add(builder.start());
    }

    private void awaitFile(Path file) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.exists(file)) {
            assertTrue(System.nanoTime() < end, () -> "no " + file + ": " + log());
            assertTrue(
                    !processes.get(0).waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS),
                    () -> "the database ended: " + log());
        }
    }

    private void vsctl(String arguments) throws IOException, InterruptedException {
        try {
            Commands.run(
                    "ovs-vsctl --timeout=10 --db=unix:"
                            + folder.resolve("socket")
                            + " "
                            + arguments);
        } catch (IOException e) {
            throw new IOException(e.getMessage() + log(), e);
        }
    }

    // Without the exporter the bridge sends what its cache holds.
    @Override
    public void stop() throws Exception {
        vsctl("clear bridge " + BRIDGE + " " + column());
        for (Process process : processes) {
            process.destroy();
            assertTrue(
                    process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS),
                    () -> "Open vSwitch does not end: " + log());
        }
    }

    @Override
    public String log() {
        StringBuilder text = new StringBuilder();
        for (String program : List.of("ovsdb-server", "ovs-vswitchd")) {
            try {
                text.append(Files.readString(folder.resolve(program + ".log")));
            } catch (IOException e) {
                text.append(e);
            }
        }
        return text.toString();
    }

    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
    }
}
