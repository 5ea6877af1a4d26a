package io.networkanalytics.bench.nflog;

import io.networkanalytics.forwarder.linux.NetworkNamespace;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A network namespace of its own that logs, and then drops, every UDP packet to its loopback. */
final class LogNamespace implements AutoCloseable {

    static final int GROUP = 5;
    private static final long CATCH_UP_NANOS = 500_000_000;
    private static final InetSocketAddress TARGET = new InetSocketAddress("127.0.0.1", 9);
    private static final String RULES =
            """
            table inet bench {
                chain input {
                    type filter hook input priority 0; policy accept;
                    udp dport 9 log group 5 prefix "nftables|101|drop|BLOCKED|1" drop
                }
            }
            """;

    private final String name = "nabench-" + ProcessHandle.current().pid();

    LogNamespace() throws IOException, InterruptedException {
        run("ip", "netns", "add", name);
        Path rules = Files.createTempFile("nabench", ".nft");
        try {
            run("ip", "-n", name, "link", "set", "lo", "up");
            Files.writeString(rules, RULES);
            run("ip", "netns", "exec", name, "nft", "-f", rules.toString());
        } catch (IOException | InterruptedException e) {
            close();
            throw e;
        } finally {
            Files.delete(rules);
        }
    }

    String name() {
        return name;
    }

    /**
     * Sends packets as evenly as the machine lets us.
     *
     * @param payloadBytes of each
     * @param perSecond wanted
     * @param nanos for so long
     * @return packets sent
     */
    long send(int payloadBytes, int perSecond, long nanos)
            throws IOException, InterruptedException {
        ByteBuffer payload = ByteBuffer.allocateDirect(payloadBytes);
        long sent = 0;
        try (DatagramChannel channel =
                NetworkNamespace.call(name, () -> DatagramChannel.open().connect(TARGET))) {
            long start = System.nanoTime();
            for (long now = start; now - start < nanos; now = System.nanoTime()) {
                long due = (long) ((now - start) / 1e9 * perSecond);
                if (sent >= due) {
                    LockSupport.parkNanos(50_000);
                }
                for (; sent < due && System.nanoTime() - start < nanos; sent++) {
                    channel.write(payload.clear());
                }
            }
            // When the reader has caught up, one more: it reveals what was lost before it.
            LockSupport.parkNanos(CATCH_UP_NANOS);
            channel.write(payload.clear());
            sent++;
        }
        return sent;
    }

    /** Whether the programs are there and we may use them. */
    static boolean possible() {
        try {
            run("unshare", "-n", "nft", "--version");
            return true;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(List.of(command) + ": " + text);
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        run("ip", "netns", "del", name);
    }
}
