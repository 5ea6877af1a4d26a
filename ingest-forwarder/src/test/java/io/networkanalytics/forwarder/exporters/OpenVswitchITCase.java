package io.networkanalytics.forwarder.exporters;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Open vSwitch: sFlow, NetFlow 5 and IPFIX of a bridge. */
@Tag("exporters")
@Timeout(120)
class OpenVswitchITCase {

    private static final int ETHERNET_HEADER_BYTES = 14;

    @TempDir private Path folder;

    @BeforeAll
    static void needs() {
        ExporterRun.needs("ovs-vswitchd", "openvswitch-switch");
        ExporterRun.needs("ovsdb-server", "openvswitch-switch");
    }

    @Test
    void samplesOfSflowStandForWhatWasSent() throws Exception {
        ExporterRun.of("Open vSwitch sFlow", 10, true)
                .run(
                        "sflow",
                        new OpenVswitch(
                                folder, "sFlow", "agent=nasfc0 sampling=10 polling=1 header=128"));
    }

    /** Its octets are those of frames. */
    @Test
    void samplesOfNetflowStandForWhatWasSent() throws Exception {
        ExporterRun.of("Open vSwitch NetFlow", 1, false)
                .counting(ETHERNET_HEADER_BYTES)
                .run("netflow", new OpenVswitch(folder, "NetFlow", "active_timeout=1"));
    }

    /**
     * It reports a packet where it comes in and where it goes out, and multiplies its counts with
     * the interval itself.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 10})
    void samplesOfIpfixStandForWhatWasSent(int interval) throws Exception {
        ExporterRun.of("Open vSwitch IPFIX", interval, true)
                .ingressOnly()
                .run(
                        "netflow",
                        new OpenVswitch(
                                folder,
                                "IPFIX",
                                "cache_active_timeout=1 cache_max_flows=1000 sampling="
                                        + interval));
    }
}
