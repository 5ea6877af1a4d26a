package io.networkanalytics.bench.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.networkanalytics.bench.rules.CapturedIpPackets.IpPacket;
import io.networkanalytics.forwarder.linux.Libc;
import io.networkanalytics.forwarder.linux.NetworkNamespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Two network namespaces joined by a veth pair. Packets go from the first to the second, whose
 * nftables see them. Each packet has a source address on Ethernet of its own, its number, so sets
 * of such addresses say which packets a rule met. No route leads out.
 */
final class KernelFilter implements AutoCloseable {

    private static final String PREFIX = "nart-" + ProcessHandle.current().pid();
    private static final String SENDER = PREFIX + "-a";
    private static final String FILTER = PREFIX + "-b";
    private static final int AF_PACKET = 17;
    private static final int MTU = 9000;

    private final Path folder;

    KernelFilter(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        try {
            for (String command :
                    List.of(
                            "netns add " + SENDER,
                            "netns add " + FILTER,
                            "link add narta netns "
                                    + SENDER
                                    + " mtu "
                                    + MTU
                                    + " type veth peer name nartb netns "
                                    + FILTER,
                            "-n " + FILTER + " link set nartb mtu " + MTU,
                            "-n " + SENDER + " link set narta addrgenmode none",
                            "-n " + FILTER + " link set nartb addrgenmode none",
                            "-n " + SENDER + " link set narta up",
                            "-n " + FILTER + " link set nartb up")) {
                run("ip " + command);
            }
        } catch (IOException | InterruptedException e) {
            close();
            throw e;
        }
    }

    /** Whether namespaces and nftables are there. */
    static boolean isPossible() {
        try {
            run("unshare -n nft list ruleset");
            return true;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Loads a ruleset in the namespace that filters. */
    void load(String ruleset) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("rules.nft"), ruleset);
        run("ip netns exec " + FILTER + " nft -f " + file);
    }

    /** Sends packets; the first has number 0. Returns when the other end has them all. */
    void send(List<IpPacket> packets) throws IOException, InterruptedException {
        int index = interfaceIndex();
        byte[] destination = address(FILTER, "nartb");
        int socket =
                NetworkNamespace.call(
                        SENDER, () -> Libc.socket(AF_PACKET, Libc.SOCK_RAW | Libc.SOCK_CLOEXEC, 0));
        if (socket < 0) {
            throw new IOException("no packet socket: " + Libc.lastError());
        }
        try {
            byte[] to = new byte[20];
            to[0] = AF_PACKET;
            // sll_ifindex, in the order of this machine
            to[4] = (byte) index;
            to[5] = (byte) (index >> 8);
            if (Libc.bind(socket, to, to.length) < 0) {
                throw new IOException("cannot bind to narta: " + Libc.lastError());
            }
            for (int i = 0; i < packets.size(); i++) {
                send(socket, frame(i, packets.get(i), destination));
            }
        } finally {
            Libc.close(socket);
        }
        await(packets.size());
    }

    private static void send(int socket, byte[] frame) throws IOException {
        while (Libc.send(socket, frame, frame.length, 0) < 0) {
            if (com.sun.jna.Native.getLastError() != Libc.ENOBUFS) {
                throw new IOException(frame.length + " bytes not sent: " + Libc.lastError());
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static byte[] frame(int number, IpPacket packet, byte[] destination) {
        byte[] frame = new byte[14 + packet.bytes().length];
        System.arraycopy(destination, 0, frame, 0, 6);
        // locally administered
        frame[6] = 0x02;
        frame[9] = (byte) (number >> 16);
        frame[10] = (byte) (number >> 8);
        frame[11] = (byte) number;
        frame[12] = (byte) (packet.ethertype() >> 8);
        frame[13] = (byte) packet.ethertype();
        System.arraycopy(packet.bytes(), 0, frame, 14, packet.bytes().length);
        return frame;
    }

    /** Numbers of the packets that are in a set. */
    BitSet numbers(String table, String set) throws IOException, InterruptedException {
        String json = run("ip netns exec " + FILTER + " nft -j list set " + table + " " + set);
        BitSet numbers = new BitSet();
        for (JsonNode node : new ObjectMapper().readTree(json).get("nftables")) {
            for (JsonNode element : node.path("set").path("elem")) {
                String address = element.path("elem").path("val").asText(element.asText());
                numbers.set(Integer.parseInt(address.replace(":", "").substring(6), 16));
            }
        }
        return numbers;
    }

    private static void await(int packets) throws IOException, InterruptedException {
        long end = System.nanoTime() + 30_000_000_000L;
        long received = 0;
        while (received < packets) {
            String json = run("ip -n " + FILTER + " -s -j link show nartb");
            received = new ObjectMapper().readTree(json).get(0).at("/stats64/rx/packets").asLong();
            if (System.nanoTime() > end) {
                throw new AssertionError(received + " of " + packets + " packets arrived");
            }
        }
    }

    private static int interfaceIndex() throws IOException, InterruptedException {
        String json = run("ip -n " + SENDER + " -j link show narta");
        return new ObjectMapper().readTree(json).get(0).get("ifindex").asInt();
    }

    private static byte[] address(String namespace, String name)
            throws IOException, InterruptedException {
        String json = run("ip -n " + namespace + " -j link show " + name);
        String address = new ObjectMapper().readTree(json).get(0).get("address").asText();
        return HexFormat.ofDelimiter(":").parseHex(address);
    }

    private static String run(String commandLine) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(commandLine.split(" ", -1)).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(commandLine + ": " + out);
        }
        return out;
    }

    @Override
    public void close() {
        for (String namespace : List.of(SENDER, FILTER)) {
            try {
                run("ip netns del " + namespace);
            } catch (IOException e) {
                System.out.println("left behind: " + e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
