package io.networkanalytics.forwarder.spool;

/** What stays when the spool has no room for everything. */
public enum Keep {
    /** What is there already: a new record is shed. */
    OLDEST,
    /** What comes: the oldest segment of which nothing is on its way to Kafka is shed. */
    NEWEST
}
