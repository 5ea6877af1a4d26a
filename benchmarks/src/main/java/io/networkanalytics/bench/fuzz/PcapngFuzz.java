package io.networkanalytics.bench.fuzz;

/** Input: a capture, by its seeds pcapng. */
public final class PcapngFuzz {

    private PcapngFuzz() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        CaptureFuzz.run(input);
    }
}
