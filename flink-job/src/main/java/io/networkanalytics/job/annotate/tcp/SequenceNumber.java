package io.networkanalytics.job.annotate.tcp;

/** Arithmetic of sequence numbers, modulo 2^32 (RFC 9293, 3.4). */
final class SequenceNumber {

    private SequenceNumber() {}

    /** Whether {@code a} is {@code b} or one of the 2^31 numbers before it. */
    static boolean atOrBefore(int a, int b) {
        return a - b <= 0;
    }

    /** The later of two numbers that are less than 2^31 apart. */
    static int later(int a, int b) {
        return a - b > 0 ? a : b;
    }

    /** Whether a number is in the circle's arc that starts at {@code low} and ends at high. */
    static boolean within(int number, int low, int high) {
        return Integer.compareUnsigned(number - low, high - low) <= 0;
    }
}
