package io.networkanalytics.stack;

import java.util.Locale;

/**
 * What a program may do in ClickHouse, each a user of its own; the grants are in {@code
 * clickhouse-config.xml}.
 */
public enum ClickHouseRole {
    /**
     * INSERT on the tables, and the system tables that tell about deduplication windows and parts.
     */
    WRITER,
    /** SELECT with limits of time, memory and rows. */
    READER,
    /**
     * DDL, INSERT and SELECT on the database, SELECT on the system tables, stopping and starting of
     * merges.
     */
    MIGRATOR;

    String userName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
