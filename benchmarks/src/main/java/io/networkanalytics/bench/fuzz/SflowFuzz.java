package io.networkanalytics.bench.fuzz;

import io.networkanalytics.forwarder.sflow.AgentTable;
import io.networkanalytics.forwarder.sflow.SflowDecoder;

/** Input: one sFlow datagram. */
public final class SflowFuzz {

    private static final DatagramRuns RUNS =
            new DatagramRuns(
                    around ->
                            new SflowDecoder(
                                    new AgentTable(around.input, around.exporters, around.metrics),
                                    true,
                                    around.intake));

    private SflowFuzz() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        RUNS.run(input);
    }
}
