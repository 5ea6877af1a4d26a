package io.networkanalytics.job.attack;

/**
 * What is too much.
 *
 * @param packets a second
 * @param bits a second
 */
record Threshold(double packets, double bits) {

    Threshold times(double factor) {
        return new Threshold(packets * factor, bits * factor);
    }

    /** The higher of each. */
    Threshold atLeast(Threshold floor) {
        return new Threshold(Math.max(packets, floor.packets), Math.max(bits, floor.bits));
    }

    /** Whether either is reached. */
    boolean isReachedBy(double packetsOf, double bitsOf) {
        return packetsOf >= packets || bitsOf >= bits;
    }
}
