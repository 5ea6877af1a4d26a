package io.networkanalytics.bench.chaos;

/** What is done to the servers. */
enum Fault {
    KILL_TASKMANAGER("kill -9 TaskManager"),
    /** Rows of a checkpoint are in ClickHouse, and no checkpoint says so yet. */
    KILL_TASKMANAGER_AFTER_INSERT("kill -9 TaskManager between insert and next checkpoint"),
    /** It comes back without jobs; the job goes on from its newest retained checkpoint. */
    KILL_JOBMANAGER("kill -9 JobManager"),
    KILL_CLICKHOUSE_IN_INSERT("kill -9 ClickHouse in an insert"),
    KILL_KAFKA("kill -9 Kafka"),
    KILL_FORWARDER("kill -9 forwarder"),
    STALL_CLICKHOUSE("stall ClickHouse"),
    /** An insert may be done, and whoever waits for its answer dies. */
    KILL_TASKMANAGER_IN_STALL("stall ClickHouse in an insert, kill -9 TaskManager"),
    STALL_KAFKA("stall Kafka");

    private final String title;

    Fault(String title) {
        this.title = title;
    }

    /** For people. */
    String title() {
        return title;
    }

    /** Whether it lasts as long as its step says. */
    boolean stalls() {
        return this == STALL_CLICKHOUSE || this == STALL_KAFKA || this == KILL_TASKMANAGER_IN_STALL;
    }
}
