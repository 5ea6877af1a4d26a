package io.networkanalytics.forwarder.exporters;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** softflowd: NetFlow 5 and 9, IPFIX with all its times and as biflow, PSAMP. */
@Tag("exporters")
@Timeout(120)
class SoftflowdITCase {

    @TempDir private Path folder;

    @BeforeAll
    static void needs() {
        ExporterRun.needs("softflowd", "softflowd");
    }

    @ParameterizedTest
    @CsvSource({
        "5, 1, ''",
        "9, 1, ''",
        "10, 1, ''",
        "10, 1, -A sec",
        "10, 1, -A micro",
        "10, 1, -A nano",
        "10, 1, -b",
        "psamp, 1, ''",
        "5, 10, ''",
        "9, 10, ''",
        "10, 10, ''"
    })
    void samplesStandForWhatWasSent(String version, int interval, String options) throws Exception {
        ExporterRun.of("softflowd " + version + " " + options, interval, !version.equals("5"))
                .run("netflow", softflowd(version, interval, options));
    }

    /** Its PSAMP names a selection sequence and tells nowhere what it stands for. */
    @Test
    void intervalOfPsampIsConfigured() throws Exception {
        ExporterRun.of("softflowd psamp", 10, true)
                .configured()
                .run("netflow", softflowd("psamp", 10, ""));
    }

    private LiveExporter softflowd(String version, int interval, String options) {
        return new CommandExporter(
                folder,
                (device, collector) -> command(device, collector, version, interval, options));
    }

    private List<String> command(
            String device, String collector, String version, int interval, String options) {
        List<String> command =
                new ArrayList<>(
                        List.of("softflowd", "-d", "-i", device, "-n", collector, "-v", version));
        command.addAll(List.of("-s", Integer.toString(interval)));
        // Seconds: flows are reported while they go on.
        command.addAll(List.of("-t", "maxlife=1", "-t", "expint=1"));
        command.addAll(List.of("-p", folder.resolve("pid").toString()));
        command.addAll(List.of("-c", folder.resolve("control").toString()));
        if (!options.isEmpty()) {
            command.addAll(List.of(options.split(" ", -1)));
        }
        return command;
    }
}
