package io.networkanalytics.forwarder.exporters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.networkanalytics.forwarder.linux.NetworkNamespace;
import io.networkanalytics.testkit.network.Commands;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Two network namespaces joined by a veth pair; traffic goes from the first to the second, which
 * filters it. No route leads out.
 */
final class FilteredLink implements AutoCloseable {

    private static final String PREFIX = "nanf-";

    /** The namespace that filters. Runs beside each other have their own. */
    static final String NAMESPACE = PREFIX + ProcessHandle.current().pid() + "-b";

    /** Its interface. */
    static final String INTERFACE = "nanfb0";

    static final int GROUP = 5;

    /** Of each datagram: the first 8 bytes are its number. */
    static final int PAYLOAD_BYTES = 600;

    static final int IP_BYTES = PAYLOAD_BYTES + 28;

    private static final String SENDER = PREFIX + ProcessHandle.current().pid() + "-a";
    private static final String ADDRESS = "198.18.4.2";
    private static final Pattern LOGGED =
            Pattern.compile("\\[(\\d+):\\d+\\] -A EMIT .*--nflog-prefix +\"?([^\" ]+)\"?.*");

    FilteredLink() throws IOException, InterruptedException {
        deleteLeftovers();
        try {
            for (String command :
                    List.of(
                            "netns add " + SENDER,
                            "netns add " + NAMESPACE,
                            "link add nanfa0 netns "
                                    + SENDER
                                    + " type veth peer name "
                                    + INTERFACE
                                    + " netns "
                                    + NAMESPACE,
                            "-n " + SENDER + " link set nanfa0 addrgenmode none",
                            "-n " + NAMESPACE + " link set " + INTERFACE + " addrgenmode none",
                            "-n " + SENDER + " addr add 198.18.4.1/24 dev nanfa0",
                            "-n " + NAMESPACE + " addr add " + ADDRESS + "/24 dev " + INTERFACE,
                            "-n " + SENDER + " link set nanfa0 up",
                            "-n " + NAMESPACE + " link set " + INTERFACE + " up")) {
                Commands.run("ip " + command);
            }
        } catch (IOException | InterruptedException e) {
            close();
            throw e;
        }
    }

    /** A command line in the namespace that filters. */
    static String inside(String commandLine) {
        return "ip netns exec " + NAMESPACE + " " + commandLine;
    }

    static Path resource(String name) {
        return Path.of(
                System.getProperty("repository.root"),
                "ingest-forwarder/src/test/resources/netfilter",
                name);
    }

    /**
     * Sends numbered datagrams, of which four of ten go to port 53, four to 80, two to 443.
     *
     * @param first number of the first
     * @return datagrams a second
     */
    static long send(long first, int count, int perSecond)
            throws IOException, InterruptedException {
        int[] ports = {53, 80, 443, 53, 80, 53, 80, 443, 53, 80};
        InetSocketAddress[] targets = new InetSocketAddress[ports.length];
        for (int i = 0; i < ports.length; i++) {
            targets[i] = new InetSocketAddress(ADDRESS, ports[i]);
        }
        long gapNanos = 1_000_000_000L / perSecond;
        ByteBuffer payload = ByteBuffer.allocate(PAYLOAD_BYTES);
        long start = System.nanoTime();
        try (DatagramChannel channel =
                NetworkNamespace.call(SENDER, () -> DatagramChannel.open())) {
            for (int i = 0; i < count; i++) {
                long early = start + i * gapNanos - System.nanoTime();
                if (early > 100_000) {
                    LockSupport.parkNanos(early);
                }
                payload.clear().putLong(0, first + i);
                channel.send(payload, targets[(int) ((first + i) % ports.length)]);
            }
        }
        return count * 1_000_000_000L / (System.nanoTime() - start);
    }

    /** What nftables counted, by counter. */
    static Map<String, Long> nftCounters() throws IOException, InterruptedException {
        Map<String, Long> counters = new TreeMap<>();
        JsonNode root = new ObjectMapper().readTree(Commands.run(inside("nft -j list counters")));
        for (JsonNode node : root.get("nftables")) {
            if (node.has("counter")) {
                JsonNode counter = node.get("counter");
                counters.put(counter.get("name").asText(), counter.get("packets").asLong());
            }
        }
        return counters;
    }

    /** What iptables counted, by prefix. */
    static Map<String, Long> iptablesLogged() throws IOException, InterruptedException {
        Map<String, Long> counters = new TreeMap<>();
        Matcher matcher = LOGGED.matcher(Commands.run(inside("iptables-save -c -t raw")));
        while (matcher.find()) {
            counters.put(matcher.group(2), Long.parseLong(matcher.group(1)));
        }
        return counters;
    }

    /** Waits until something is so, half a minute at most. */
    static void await(BooleanSupplier condition, Supplier<String> message) {
        long end = System.nanoTime() + 30_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError(message.get());
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    /** Packets that passed the interface, both directions. */
    static long interfacePackets() throws IOException, InterruptedException {
        String json = Commands.run("ip -n " + NAMESPACE + " -s -j link show " + INTERFACE);
        JsonNode stats = new ObjectMapper().readTree(json).get(0).get("stats64");
        return stats.at("/rx/packets").asLong() + stats.at("/tx/packets").asLong();
    }

    /** What killed runs left behind. */
    private static void deleteLeftovers() throws IOException, InterruptedException {
        for (String line : Commands.run("ip netns list").split("\n", -1)) {
            String name = line.split(" ", -1)[0];
            if (name.matches(PREFIX + "\\d+-[ab]")) {
                long pid = Long.parseLong(name.substring(PREFIX.length(), name.length() - 2));
                if (ProcessHandle.of(pid).isEmpty() || pid == ProcessHandle.current().pid()) {
                    Commands.succeeds("ip netns del " + name);
                }
            }
        }
    }

    /** Takes everything down; the pair goes with its namespaces. */
    @Override
    public void close() {
        Commands.succeeds("ip netns del " + SENDER);
        Commands.succeeds("ip netns del " + NAMESPACE);
    }
}
