package io.networkanalytics.forwarder.udp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Datagrams that the kernel dropped because a socket's receive buffer was full: the last column of
 * {@code /proc/net/udp} and {@code udp6} (proc(5)), summed over all sockets of a port.
 */
public final class KernelDrops {

    private static final int LOCAL_ADDRESS = 1;

    private final List<Path> tables;
    private final String portSuffix;
    private long highest;

    /**
     * @param local address that the sockets are bound to
     */
    public KernelDrops(InetSocketAddress local) {
        this(local.getPort(), List.of(Path.of("/proc/net/udp"), Path.of("/proc/net/udp6")));
    }

    KernelDrops(int port, List<Path> tables) {
        this.tables = tables;
        this.portSuffix = String.format(Locale.ROOT, ":%04X", port);
    }

    /**
     * Reads the tables.
     *
     * @return drops since the sockets were opened; never less than before, and 0 where the system
     *     has no such table
     */
    public synchronized long count() {
        long sum = 0;
        for (Path table : tables) {
            sum += count(table);
        }
        // A closed socket leaves the table with its drops: a counter must not fall.
        highest = Math.max(highest, sum);
        return highest;
    }

    private long count(Path table) {
        if (!Files.isReadable(table)) {
            return 0;
        }
        try {
            long sum = 0;
            for (String line : Files.readAllLines(table)) {
                String[] columns = line.trim().split("\\s+", -1);
                if (columns.length > LOCAL_ADDRESS && columns[LOCAL_ADDRESS].endsWith(portSuffix)) {
                    sum += Long.parseLong(columns[columns.length - 1]);
                }
            }
            return sum;
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }
}
