package io.networkanalytics.testkit.network;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Two network namespaces joined by a veth pair, 198.18.0.1 in the first and 198.18.0.2 in the
 * second, and a second pair from the second namespace to here: an exporter there reaches a
 * forwarder here. No route leads out. One pair at a time on a machine: another run waits.
 */
public final class NamespacePair implements AutoCloseable {

    /** Address on this side, for collectors. */
    public static final String COLLECTOR_ADDRESS = "198.18.255.1";

    /** Address on the far side, for exporters. */
    public static final String EXPORTER_ADDRESS = "198.18.255.2";

    /** Address of the sampled interface. */
    public static final String SAMPLED_ADDRESS = "198.18.0.2";

    /** IPv6 address of the sampled interface, as Java prints it. */
    public static final String SAMPLED_ADDRESS_V6 = "fd00:198:18:0:0:0:0:2";

    /** The sampled interface, in the second namespace. */
    public static final String SAMPLED_INTERFACE = "nasfb0";

    /** The interface that exporters reach collectors by, in the second namespace. */
    public static final String EXPORTER_INTERFACE = "nasfc0";

    private static final String FIRST = "nasf-a";
    private static final String SECOND = "nasf-b";
    private static final String HERE = "nasfh0";

    private final FileChannel lock;

    /** Waits until no other run has the namespaces, and makes them. */
    public NamespacePair() throws IOException, InterruptedException {
        lock =
                FileChannel.open(
                        Path.of(System.getProperty("java.io.tmpdir"), "nasf-namespaces.lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        lock.lock();
        try {
            remove(); // what a killed run left behind
            for (String command :
                    List.of(
                            "netns add " + FIRST,
                            "netns add " + SECOND,
                            "link add nasfa0 netns "
                                    + FIRST
                                    + " type veth peer name "
                                    + SAMPLED_INTERFACE
                                    + " netns "
                                    + SECOND,
                            "link add "
                                    + HERE
                                    + " type veth peer name "
                                    + EXPORTER_INTERFACE
                                    + " netns "
                                    + SECOND,
                            "-n " + FIRST + " addr add 198.18.0.1/24 dev nasfa0",
                            "-n " + FIRST + " addr add fd00:198:18::1/64 dev nasfa0 nodad",
                            "-n " + SECOND + " addr add " + EXPORTER_ADDRESS + "/30 dev nasfc0",
                            "addr add " + COLLECTOR_ADDRESS + "/30 dev " + HERE,
                            "-n " + FIRST + " link set nasfa0 up",
                            "-n " + SECOND + " link set " + SAMPLED_INTERFACE + " up",
                            "-n " + SECOND + " link set nasfc0 up",
                            "link set " + HERE + " up")) {
                Commands.run("ip " + command);
            }
            addressesTo(SAMPLED_INTERFACE);
        } catch (IOException | InterruptedException e) {
            close();
            throw e;
        }
    }

    /** Gives the sampled addresses to an interface of the second namespace. */
    public void addressesTo(String device) throws IOException, InterruptedException {
        Commands.run("ip -n " + SECOND + " addr add " + SAMPLED_ADDRESS + "/24 dev " + device);
        Commands.run(
                "ip -n "
                        + SECOND
                        + " addr add "
                        + SAMPLED_ADDRESS_V6
                        + "/64 dev "
                        + device
                        + " nodad");
        Commands.run("ip -n " + SECOND + " link set " + device + " up");
    }

    /** Takes all addresses from an interface of the second namespace. */
    public void addressesFrom(String device) throws IOException, InterruptedException {
        Commands.run("ip -n " + SECOND + " addr flush dev " + device);
    }

    /** A process to be in the first namespace. */
    public ProcessBuilder inFirst(String... command) {
        return in(FIRST, command);
    }

    /** A process to be in the second namespace. */
    public ProcessBuilder inSecond(String... command) {
        return in(SECOND, command);
    }

    private static ProcessBuilder in(String namespace, String... command) {
        List<String> whole = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
        whole.addAll(List.of(command));
        return new ProcessBuilder(whole).redirectErrorStream(true);
    }

    /** Whether a packet socket is open in the second namespace: what passes is captured. */
    public boolean captures() throws IOException, InterruptedException {
        // 0003: packets of all protocols.
        return Commands.run("ip netns exec " + SECOND + " cat /proc/net/packet").contains(" 0003 ");
    }

    /** What the kernel counted at the sampled interface, both directions. */
    public Counters counters() throws IOException, InterruptedException {
        return new Counters(
                statistic("rx_packets") + statistic("tx_packets"),
                statistic("rx_bytes") + statistic("tx_bytes"));
    }

    private static long statistic(String name) throws IOException, InterruptedException {
        String path = "/sys/class/net/" + SAMPLED_INTERFACE + "/statistics/" + name;
        return Long.parseLong(Commands.run("ip netns exec " + SECOND + " cat " + path).strip());
    }

    /** Packets and bytes of frames. */
    public record Counters(long packets, long bytes) {
        /** What was counted since. */
        public Counters minus(Counters earlier) {
            return new Counters(packets - earlier.packets, bytes - earlier.bytes);
        }
    }

    private static void remove() {
        Commands.succeeds("ip netns del " + FIRST);
        Commands.succeeds("ip netns del " + SECOND);
        Commands.succeeds("ip link del " + HERE);
    }

    /** Takes everything down; the pairs go with their namespaces. */
    @Override
    public void close() throws IOException {
        try {
            remove();
        } finally {
            lock.close();
        }
    }
}
