package io.networkanalytics.forwarder.netflow;

import java.time.Duration;

/**
 * How much data may wait for its template.
 *
 * @param bytes of all data that waits at an input, 0 or more
 * @param time that it waits at most; exporters repeat templates every few seconds to minutes
 */
public record HeldBounds(int bytes, Duration time) {

    public static final int DEFAULT_BYTES = 16 * 1024 * 1024;
    public static final Duration DEFAULT_TIME = Duration.ofMinutes(30);

    /** The defaults. */
    public static final HeldBounds DEFAULT = new HeldBounds(DEFAULT_BYTES, DEFAULT_TIME);

    public HeldBounds {
        if (bytes < 0 || time.isNegative()) {
            throw new IllegalArgumentException(
                    "held data is bounded to "
                            + bytes
                            + " bytes and "
                            + time
                            + ", must be 0 or more");
        }
    }
}
