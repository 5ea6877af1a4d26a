package io.networkanalytics.job.annotate.tcp;

/**
 * Packets of one key in one second of event time; several counts of the same second are summed.
 *
 * @param key what is counted
 * @param second seconds since 1970
 * @param packets represented packets, at least 1
 */
public record TcpRateCount(TcpRateKey key, long second, long packets) {}
