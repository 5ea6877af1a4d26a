package io.networkanalytics.forwarder.intake;

/**
 * The sequence of one exporter in this epoch. Its monitor is held from the choice of a number until
 * the sample is with the shipper, so that within a partition the numbers only grow.
 */
final class ExporterSequence {

    private long last;

    /** The next number, from 1. The caller holds this object's monitor. */
    long next() {
        return ++last;
    }
}
