package io.networkanalytics.clickhouse;

/** What can be done about a failed insert. In no class is a row dropped. */
public enum FailureClass {
    /** It may succeed later as it is: wait and try again, for ever. */
    TRANSIENT,
    /**
     * Someone must change the server or the configuration: fail the job, the block stays in state.
     */
    FATAL,
    /** The server cannot use the block's bytes: fail the job, the block stays in state. */
    BAD_DATA
}
