package io.networkanalytics.bench.fuzz;

/** Input: one datagram of NetFlow version 5. */
public final class Netflow5Fuzz {

    private static final NetflowFuzz RUNS = new NetflowFuzz(5);

    private Netflow5Fuzz() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        RUNS.run(input);
    }
}
