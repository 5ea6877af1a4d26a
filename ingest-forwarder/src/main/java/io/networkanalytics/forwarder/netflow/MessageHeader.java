package io.networkanalytics.forwarder.netflow;

/**
 * What the header of a message says of all its records.
 *
 * @param version 5, 9 or 10
 * @param exportNanos when it was sent, by the exporter's clock, nanoseconds since 1970
 * @param uptimeMillis of the exporter at that time, wrapping at 2^32; 0 in IPFIX, which has none
 * @param interval sample interval of version 5; 0 elsewhere
 * @param receivedAtNanos when it was received
 */
record MessageHeader(
        int version, long exportNanos, int uptimeMillis, int interval, long receivedAtNanos) {}
