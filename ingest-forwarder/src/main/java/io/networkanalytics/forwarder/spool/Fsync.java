package io.networkanalytics.forwarder.spool;

/**
 * When the spool is forced to the disk. Only a crash of the machine or a loss of power makes a
 * difference: what a killed process wrote stays with the kernel.
 */
public enum Fsync {
    /** The kernel decides. */
    NONE,
    /** Regularly: a crash of the machine loses the last interval at most. */
    INTERVAL,
    /** Before anything is acknowledged; many records share one call. */
    ALWAYS
}
