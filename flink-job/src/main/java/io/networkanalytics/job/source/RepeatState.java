package io.networkanalytics.job.source;

/**
 * State: the highest sequence of one exporter and epoch in one partition. Public and unchecked,
 * because Flink writes it into savepoints; components are only ever added.
 *
 * @param partition partition of the topic
 * @param exporterId the exporter
 * @param epochMicros start of its forwarder
 * @param sequence highest sequence seen, unsigned
 */
public record RepeatState(int partition, String exporterId, long epochMicros, long sequence) {}
