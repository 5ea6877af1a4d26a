package io.networkanalytics.forwarder.udp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelDropsTest {

    private static final String HEADER =
            "   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer"
                    + " drops\n";
    private static final String ROW =
            "  %s: 00000000:%s 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 123 2 0 %d\n";

    @TempDir private Path folder;

    @Test
    void sumsTheSocketsOfThePortInBothTables() throws IOException {
        Path udp = folder.resolve("udp");
        Path udp6 = folder.resolve("udp6");
        // 6343 is 18C7.
        Files.writeString(udp, HEADER + row("18C7", 5) + row("18C7", 7) + row("18C8", 100));
        Files.writeString(udp6, HEADER + row("18C7", 30));
        KernelDrops drops = new KernelDrops(6343, List.of(udp, udp6));
        assertEquals(42, drops.count());

        Files.writeString(udp6, HEADER);
        assertEquals(42, drops.count(), "a counter does not fall when a socket closes");
        Files.writeString(udp6, HEADER + row("18C7", 31));
        assertEquals(43, drops.count());
    }

    @Test
    void systemWithoutTheTableDropsNothing() {
        assertEquals(0, new KernelDrops(6343, List.of(folder.resolve("absent"))).count());
    }

    private static String row(String port, int drops) {
        return String.format(ROW, "1", port, drops);
    }
}
