package io.networkanalytics.model;

/** What the tracking of TCP connections does for the addresses of a prefix. */
public enum TcpProtection {
    /** Verdicts count as what they would drop; the outcome stays as the edge reported it. */
    ENABLED,
    /** Verdicts are recorded, the outcome is pass: nothing would be dropped. The default. */
    MONITORING,
    /** Connections are not tracked. */
    DISABLED
}
