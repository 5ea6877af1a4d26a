package io.networkanalytics.job.annotate.tcp;

/**
 * A key was above its threshold.
 *
 * @param key what is counted
 * @param second in which, seconds since 1970
 */
public record OverRate(TcpRateKey key, long second) {}
