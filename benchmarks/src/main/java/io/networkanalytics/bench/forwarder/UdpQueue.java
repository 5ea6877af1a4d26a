package io.networkanalytics.bench.forwarder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the kernel holds and has dropped for the sockets of a port ({@code /proc/net/udp}). */
record UdpQueue(int port) {

    private static final List<Path> TABLES =
            List.of(Path.of("/proc/net/udp"), Path.of("/proc/net/udp6"));

    /**
     * @param open whether anybody listens
     * @param waitingBytes received by nobody yet
     * @param drops since the sockets were opened
     */
    record State(boolean open, long waitingBytes, long drops) {}

    State read() throws IOException {
        String suffix = String.format(Locale.ROOT, ":%04X", port);
        List<String[]> sockets = new ArrayList<>();
        for (Path table : TABLES) {
            for (String line : Files.readAllLines(table)) {
                String[] columns = line.strip().split("\\s+", -1);
                if (columns[1].endsWith(suffix)) {
                    sockets.add(columns);
                }
            }
        }
        long waiting = 0;
        long drops = 0;
        for (String[] columns : sockets) {
            waiting += Long.parseLong(columns[4].substring(columns[4].indexOf(':') + 1), 16);
            drops += Long.parseLong(columns[columns.length - 1]);
        }
        return new State(!sockets.isEmpty(), waiting, drops);
    }
}
