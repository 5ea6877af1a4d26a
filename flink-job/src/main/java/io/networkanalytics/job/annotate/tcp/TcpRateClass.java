package io.networkanalytics.job.annotate.tcp;

/** What is counted together against one threshold. */
public enum TcpRateClass {
    /** Every SYN and SYN-ACK. */
    SYN_FLOOD,
    /** Every other packet that has a reason. */
    OUT_OF_STATE
}
