package io.networkanalytics.forwarder.replay;

/** How fast a capture is replayed. */
public sealed interface Pace {

    /** As fast as it can be shipped. */
    record FullSpeed() implements Pace {}

    /** With the gaps that the capture has. */
    record Realtime() implements Pace {}

    /**
     * Evenly.
     *
     * @param packetsPerSecond above 0
     */
    record Rate(double packetsPerSecond) implements Pace {
        public Rate {
            if (!(packetsPerSecond > 0)) {
                throw new IllegalArgumentException(
                        "rate is " + packetsPerSecond + ", must be above 0");
            }
        }
    }
}
