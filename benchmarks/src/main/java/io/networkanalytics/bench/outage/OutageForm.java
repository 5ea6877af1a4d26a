package io.networkanalytics.bench.outage;

/**
 * What an outage meets.
 *
 * @param title for people
 * @param outageMillis how long Kafka is away
 * @param keep {@code spool.keep}
 * @param maxBytes {@code spool.maxBytes}
 * @param diskBytes size of the file system that the spool is on, in memory; 0: the ordinary disk
 */
record OutageForm(String title, long outageMillis, String keep, long maxBytes, long diskBytes) {}
