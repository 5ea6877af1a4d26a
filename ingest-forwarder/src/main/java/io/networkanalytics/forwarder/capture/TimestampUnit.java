package io.networkanalytics.forwarder.capture;

/**
 * The unit of pcapng timestamps, as the option if_tsresol gives it.
 *
 * @param resolution 0 to 255: the upper bit chooses powers of 2 over powers of 10, the rest is the
 *     negative exponent
 */
record TimestampUnit(int resolution) {
    static final TimestampUnit MICROSECONDS = new TimestampUnit(6);

    private static final int POWER_OF_TWO = 0x80;
    private static final int NANO_EXPONENT = 9;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    /**
     * @param timestamp units since 1970, unsigned
     * @return nanoseconds since 1970, rounded down; a time beyond the year 2262 wraps around
     */
    long nanos(long timestamp) {
        int exponent = resolution & ~POWER_OF_TWO;
        if ((resolution & POWER_OF_TWO) != 0) {
            return binary(timestamp, exponent);
        }
        long nanos = timestamp;
        for (int i = exponent; i < NANO_EXPONENT; i++) {
            nanos *= 10;
        }
        for (int i = exponent; i > NANO_EXPONENT && nanos != 0; i--) {
            nanos = Long.divideUnsigned(nanos, 10);
        }
        return nanos;
    }

    private static long binary(long timestamp, int exponent) {
        if (exponent > 63) {
            return exponent > 94 ? 0 : binary(timestamp >>> 31, exponent - 31);
        }
        long seconds = timestamp >>> exponent;
        long fraction = timestamp & ((1L << exponent) - 1);
        // 33 bits of the fraction are finer than a nanosecond, and their product fits a long.
        int surplus = Math.max(0, exponent - 33);
        long nanos = ((fraction >>> surplus) * NANOS_PER_SECOND) >>> (exponent - surplus);
        return seconds * NANOS_PER_SECOND + nanos;
    }
}
