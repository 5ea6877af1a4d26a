package io.networkanalytics.bench.fuzz;

/** Input: one datagram of NetFlow version 9. */
public final class Netflow9Fuzz {

    private static final NetflowFuzz RUNS = new NetflowFuzz(9);

    private Netflow9Fuzz() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        RUNS.run(input);
    }
}
