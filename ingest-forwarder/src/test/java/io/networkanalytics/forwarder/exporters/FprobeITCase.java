package io.networkanalytics.forwarder.exporters;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** fprobe: NetFlow 5. */
@Tag("exporters")
@Timeout(120)
class FprobeITCase {

    @TempDir private Path folder;

    @BeforeAll
    static void needs() {
        ExporterRun.needs("fprobe", "fprobe");
    }

    @Test
    void samplesStandForWhatWasSent() throws Exception {
        ExporterRun.of("fprobe 5", 1, false)
                .run("netflow", new CommandExporter(folder, FprobeITCase::command));
    }

    /**
     * Every timer at a second; the log to its output, which keeps it in the foreground; a pending
     * queue that takes all packets of libpcap's buffer.
     */
    private static List<String> command(String device, String collector) {
        return List.of(
                "fprobe", "-i", device, "-fip", "-e1", "-d1", "-s1", "-g1", "-q10000", "-l2:",
                collector);
    }
}
