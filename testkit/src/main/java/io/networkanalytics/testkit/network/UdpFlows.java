package io.networkanalytics.testkit.network;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * UDP flows sent at an even rate, in turn; each flow has a port of its own and datagrams of one
 * length, so that it is known what anybody who counts them has to count.
 *
 * @param destinations addresses; each gets all ports
 * @param firstPort the ports count up from it
 * @param ports to each destination, 1 or more
 * @param datagrams in all
 * @param datagramsPerSecond 1 or more
 */
public record UdpFlows(
        List<String> destinations,
        int firstPort,
        int ports,
        int datagrams,
        int datagramsPerSecond) {

    private static final int UDP_HEADER_BYTES = 8;
    private static final int IPV4_HEADER_BYTES = 20;
    private static final int IPV6_HEADER_BYTES = 40;
    private static final int FIRST_PAYLOAD_BYTES = 100;
    private static final int PAYLOAD_STEP_BYTES = 50;
    private static final int PAYLOADS = 7;
    static final int MAX_PAYLOAD_BYTES = FIRST_PAYLOAD_BYTES + (PAYLOADS - 1) * PAYLOAD_STEP_BYTES;

    public UdpFlows {
        destinations = List.copyOf(destinations);
    }

    /** Packets, and their bytes from the IP header on. */
    public record Totals(long packets, long ipBytes) {
        /** Both together. */
        public Totals plus(Totals other) {
            return new Totals(packets + other.packets, ipBytes + other.ipBytes);
        }
    }

    /** Whether a port is one of these flows. */
    public boolean hasPort(int port) {
        return port >= firstPort && port < firstPort + ports;
    }

    /** What is sent of each flow, by "address port". */
    public Map<String, Totals> totals() {
        Map<String, Totals> totals = new TreeMap<>();
        for (int i = 0; i < datagrams; i++) {
            InetSocketAddress to = target(i);
            int ipHeader =
                    to.getAddress().getAddress().length == 4
                            ? IPV4_HEADER_BYTES
                            : IPV6_HEADER_BYTES;
            totals.merge(
                    to.getAddress().getHostAddress() + " " + to.getPort(),
                    new Totals(1, ipHeader + UDP_HEADER_BYTES + payloadBytes(i)),
                    Totals::plus);
        }
        return totals;
    }

    InetSocketAddress target(int datagram) {
        return new InetSocketAddress(
                destinations.get(datagram / ports % destinations.size()),
                firstPort + datagram % ports);
    }

    int payloadBytes(int datagram) {
        return FIRST_PAYLOAD_BYTES + datagram % ports % PAYLOADS * PAYLOAD_STEP_BYTES;
    }

    /** Starts a process in the first namespace that sends them all and ends. */
    public Process start(NamespacePair namespaces) throws IOException {
        Path classes;
        try {
            classes =
                    Path.of(
                            UdpTraffic.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
        } catch (URISyntaxException e) {
            throw new IOException("the sender's classes are nowhere", e);
        }
        return namespaces
                .inFirst(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classes.toString(),
                        UdpTraffic.class.getName(),
                        String.join(",", destinations),
                        Integer.toString(firstPort),
                        Integer.toString(ports),
                        Integer.toString(datagrams),
                        Integer.toString(datagramsPerSecond))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
