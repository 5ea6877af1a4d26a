package io.networkanalytics.bench.fuzz;

/** Input: one datagram of IPFIX. */
public final class IpfixFuzz {

    private static final NetflowFuzz RUNS = new NetflowFuzz(10);

    private IpfixFuzz() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        RUNS.run(input);
    }
}
