package io.networkanalytics.stack;

/** A server of the local stack. */
public enum Component {
    /** One Kafka node, broker and controller in one (KRaft). */
    KAFKA,
    /** One ClickHouse server. */
    CLICKHOUSE,
    /** Flink's JobManager with its web UI and REST API. */
    JOBMANAGER,
    /** A Flink TaskManager; there may be several. Needs a JobManager. */
    TASKMANAGER
}
