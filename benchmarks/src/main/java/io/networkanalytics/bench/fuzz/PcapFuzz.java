package io.networkanalytics.bench.fuzz;

/** Input: a capture, by its seeds pcap. */
public final class PcapFuzz {

    private PcapFuzz() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        CaptureFuzz.run(input);
    }
}
