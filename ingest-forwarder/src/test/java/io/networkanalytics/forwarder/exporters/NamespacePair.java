package io.networkanalytics.forwarder.exporters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Two network namespaces joined by a veth pair, 198.18.0.1 in the first and 198.18.0.2 in the
 * second, and a second pair from the second namespace to here: an exporter there reaches a
 * forwarder here. No route leads out.
 */
final class NamespacePair implements AutoCloseable {

    /** Address on this side, for collectors. */
    static final String COLLECTOR_ADDRESS = "198.18.255.1";

    /** Address on the far side, for exporters. */
    static final String EXPORTER_ADDRESS = "198.18.255.2";

    /** The sampled interface, in the second namespace. */
    static final String SAMPLED_INTERFACE = "nasfb0";

    private static final String FIRST = "nasf-a";
    private static final String SECOND = "nasf-b";
    private static final String HERE = "nasfh0";

    NamespacePair() throws IOException, InterruptedException {
        close(); // what a killed run left behind
        try {
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
                            "link add " + HERE + " type veth peer name nasfc0 netns " + SECOND,
                            "-n " + FIRST + " addr add 198.18.0.1/24 dev nasfa0",
                            "-n " + SECOND + " addr add 198.18.0.2/24 dev " + SAMPLED_INTERFACE,
                            "-n " + SECOND + " addr add " + EXPORTER_ADDRESS + "/30 dev nasfc0",
                            "addr add " + COLLECTOR_ADDRESS + "/30 dev " + HERE,
                            "-n " + FIRST + " link set nasfa0 up",
                            "-n " + SECOND + " link set " + SAMPLED_INTERFACE + " up",
                            "-n " + SECOND + " link set nasfc0 up",
                            "link set " + HERE + " up")) {
                Commands.run("ip " + command);
            }
        } catch (IOException | InterruptedException e) {
            close();
            throw e;
        }
    }

    ProcessBuilder inFirst(String... command) {
        return in(FIRST, command);
    }

    ProcessBuilder inSecond(String... command) {
        return in(SECOND, command);
    }

    private static ProcessBuilder in(String namespace, String... command) {
        List<String> whole = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
        whole.addAll(List.of(command));
        return new ProcessBuilder(whole).redirectErrorStream(true);
    }

    /** What the kernel counted at the sampled interface, both directions. */
    Counters counters() throws IOException, InterruptedException {
        String json = Commands.run("ip -n " + SECOND + " -s -j link show " + SAMPLED_INTERFACE);
        JsonNode stats = new ObjectMapper().readTree(json).get(0).get("stats64");
        return new Counters(
                stats.at("/rx/packets").asLong() + stats.at("/tx/packets").asLong(),
                stats.at("/rx/bytes").asLong() + stats.at("/tx/bytes").asLong());
    }

    /** Packets and bytes of frames. */
    record Counters(long packets, long bytes) {
        Counters minus(Counters earlier) {
            return new Counters(packets - earlier.packets, bytes - earlier.bytes);
        }
    }

    /** Takes everything down; the pairs go with their namespaces. */
    @Override
    public void close() {
        Commands.succeeds("ip netns del " + FIRST);
        Commands.succeeds("ip netns del " + SECOND);
        Commands.succeeds("ip link del " + HERE);
    }
}
