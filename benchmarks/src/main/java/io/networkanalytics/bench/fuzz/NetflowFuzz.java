package io.networkanalytics.bench.fuzz;

import io.networkanalytics.forwarder.netflow.ConfiguredIntervals;
import io.networkanalytics.forwarder.netflow.DomainTable;
import io.networkanalytics.forwarder.netflow.HeldBounds;
import io.networkanalytics.forwarder.netflow.NetflowDecoder;
import java.time.Duration;

/**
 * One datagram of one of the three versions, whose number the targets set: Jazzer then stays with
 * it.
 */
final class NetflowFuzz {

    private final int version;
    private final DatagramRuns runs =
            new DatagramRuns(
                    around ->
                            new NetflowDecoder(
                                    new DomainTable(
                                            around.input,
                                            around.exporters,
                                            ConfiguredIntervals.NONE,
                                            new HeldBounds(
                                                    DatagramRuns.MAX_HELD_BYTES,
                                                    Duration.ofSeconds(100)),
                                            around.metrics),
                                    true,
                                    around.intake));

    NetflowFuzz(int version) {
        this.version = version;
    }

    void run(byte[] input) {
        if (input.length >= 2) {
            input[0] = 0;
            input[1] = (byte) version;
        }
        runs.run(input);
    }
}
