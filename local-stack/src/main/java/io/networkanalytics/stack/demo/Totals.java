package io.networkanalytics.stack.demo;

/**
 * What must agree from the capture to the last rollup.
 *
 * @param samples samples
 * @param packets represented packets
 * @param bytes represented bytes, from the IP header on
 */
public record Totals(long samples, long packets, long bytes) {

    Totals minus(Totals other) {
        return new Totals(samples - other.samples, packets - other.packets, bytes - other.bytes);
    }
}
