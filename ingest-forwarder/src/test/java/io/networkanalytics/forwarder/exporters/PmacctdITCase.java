package io.networkanalytics.forwarder.exporters;

import io.networkanalytics.testkit.network.NamespacePair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** pmacctd: sFlow by its sfprobe, NetFlow 9 and IPFIX by its nfprobe. */
@Tag("exporters")
@Timeout(120)
class PmacctdITCase {

    @TempDir private Path folder;

    @BeforeAll
    static void needs() {
        ExporterRun.needs("pmacctd", "pmacct");
    }

    @Test
    void samplesOfSflowStandForWhatWasSent() throws Exception {
        ExporterRun.of("pmacctd sFlow", 10, true)
                .run(
                        "sflow",
                        new CommandExporter(
                                folder,
                                (device, collector) ->
                                        command(
                                                device,
                                                10,
                                                """
                                                plugins: sfprobe[x]
                                                sfprobe_receiver: %s
                                                sfprobe_agentip: %s
                                                """,
                                                collector,
                                                NamespacePair.EXPORTER_ADDRESS)));
    }

    @ParameterizedTest
    @CsvSource({"9, 1", "10, 1", "9, 10", "10, 10"})
    void samplesOfNetflowStandForWhatWasSent(int version, int interval) throws Exception {
        ExporterRun.of("pmacctd NetFlow " + version, interval, true)
                .run(
                        "netflow",
                        new CommandExporter(
                                folder,
                                (device, collector) ->
                                        command(
                                                device,
                                                interval,
                                                """
                                                plugins: nfprobe[x]
                                                nfprobe_receiver: %s
                                                nfprobe_version: %d
                                                nfprobe_timeouts: general=1:maxlife=1:expint=1:udp=1
                                                """,
                                                collector,
                                                version)));
    }

    private List<String> command(String device, int interval, String plugin, Object... values)
            throws IOException {
        String common =
                """
                daemonize: false
                plugin_pipe_size: 10240000
                plugin_buffer_size: 102400
                aggregate[x]: src_host,dst_host,src_port,dst_port,proto,tos
                pcap_interface: %s
                """
                        .formatted(device);
        String sampling = interval == 1 ? "" : "sampling_rate: " + interval + "\n";
        Path config =
                Files.writeString(
                        folder.resolve("pmacctd.conf"),
                        plugin.formatted(values) + common + sampling);
        return List.of("pmacctd", "-f", config.toString());
    }
}
