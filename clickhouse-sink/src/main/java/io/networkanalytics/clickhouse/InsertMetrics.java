package io.networkanalytics.clickhouse;

import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * What inserting did, in the group {@code clickhouse} of the operator that inserts:
 *
 * <ul>
 *   <li>{@code insertedRows}, {@code insertedBlocks}, {@code insertedBytes} (of the payload): taken
 *       by the server, recognised duplicates included
 *   <li>{@code insertFailures.TRANSIENT}, {@code .FATAL}, {@code .BAD_DATA}: failed attempts
 *   <li>{@code insertRetries}: attempts after the first
 *   <li>{@code insertMillis}: sum over the attempts that succeeded; {@code lastInsertMillis} the
 *       last
 *   <li>{@code backoffMillis}: time in which nothing was on its way and the task waited to retry
 *   <li>{@code commitMillis}, {@code commits}: time that the task stood still to insert, and how
 *       often; {@code lastCommitMillis} the last
 * </ul>
 */
final class InsertMetrics {

    static final String GROUP = "clickhouse";

    private final Counter rows;
    private final Counter blocks;
    private final Counter bytes;
    private final Map<FailureClass, Counter> failures = new EnumMap<>(FailureClass.class);
    private final Counter retries;
    private final Counter insertMillis;
    private final Counter backoffMillis;
    private final Counter commitMillis;
    private final Counter commits;
    private volatile long lastInsertMillis;
    private volatile long lastCommitMillis;

    InsertMetrics(MetricGroup operator) {
        MetricGroup group = operator.addGroup(GROUP);
        rows = group.counter("insertedRows");
        blocks = group.counter("insertedBlocks");
        bytes = group.counter("insertedBytes");
        for (FailureClass failureClass : FailureClass.values()) {
            failures.put(
                    failureClass, group.addGroup("insertFailures").counter(failureClass.name()));
        }
        retries = group.counter("insertRetries");
        insertMillis = group.counter("insertMillis");
        backoffMillis = group.counter("backoffMillis");
        commitMillis = group.counter("commitMillis");
        commits = group.counter("commits");
        group.gauge("lastInsertMillis", () -> lastInsertMillis);
        group.gauge("lastCommitMillis", () -> lastCommitMillis);
    }

    void inserted(InsertBlock block, long millis) {
        rows.inc(block.rows());
        blocks.inc();
        bytes.inc(block.payload().length);
        insertMillis.inc(millis);
        lastInsertMillis = millis;
    }

    void failed(FailureClass failureClass) {
        failures.get(failureClass).inc();
    }

    void retried() {
        retries.inc();
    }

    void waited(long millis) {
        backoffMillis.inc(millis);
    }

    void committed(long millis) {
        commits.inc();
        commitMillis.inc(millis);
        lastCommitMillis = millis;
    }
}
