package io.networkanalytics.clickhouse;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Meter;
import org.apache.flink.metrics.MeterView;
import org.apache.flink.metrics.MetricGroup;

/**
 * What inserting did, in the group {@code clickhouse} of the operator that inserts:
 *
 * <ul>
 *   <li>{@code insertedRows}, {@code insertedBlocks}, {@code insertedBytes} (of the payload): taken
 *       by the server, recognised duplicates included
 *   <li>{@code insertFailures.TRANSIENT}, {@code .FATAL}, {@code .BAD_DATA}: failed attempts;
 *       {@code insertFailureReasons.TOO_MANY_PARTS} and so on: the same by reason, from the first
 *       on
 *   <li>{@code failingMillis}: for how long a block has been failing, 0 if none is: what an alarm
 *       looks at; {@code lastFailure}: the last message, empty before
 *   <li>{@code insertRetries}: attempts after the first
 *   <li>{@code insertMillis}: sum over the attempts that succeeded; {@code lastInsertMillis} the
 *       last
 *   <li>{@code backoffMillis}: time in which nothing was on its way and the task waited to retry
 *   <li>{@code commitMillis}, {@code commits}: time from a completed checkpoint to all of its
 *       blocks being in the table, and how often; {@code lastCommitMillis} the last
 *   <li>{@code stoodStillMillis}: the part of it for which the task stood still
 *   <li>{@code insertedBlocksPerSecond}: over the last minute; {@code partsPerMinute}: the parts
 *       that the server then has to merge, at most: blocks times partitions a block ({@link
 *       DeduplicationNeeds}), in this table; each view that it feeds adds as many in its own.
 *       {@link PartRateCheck} has the bound
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
    private final Counter stoodStillMillis;
    private final MetricGroup reasons;
    private final Map<String, Counter> byReason = new HashMap<>();
    private final LongSupplier nanoTime;
    private final Map<UUID, Long> failingSinceNanos = new ConcurrentHashMap<>();
    private volatile String lastFailure = "";
    private volatile long lastInsertMillis;
    private volatile long lastCommitMillis;

    InsertMetrics(MetricGroup operator, int partitionsPerBlock, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
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
        stoodStillMillis = group.counter("stoodStillMillis");
        reasons = group.addGroup("insertFailureReasons");
        Meter blockRate = group.meter("insertedBlocksPerSecond", new MeterView(blocks));
        group.gauge(
                "partsPerMinute", () -> Math.round(blockRate.getRate() * 60 * partitionsPerBlock));
        group.gauge("failingMillis", this::failingMillis);
        group.gauge("lastFailure", () -> lastFailure);
        group.gauge("lastInsertMillis", () -> lastInsertMillis);
        group.gauge("lastCommitMillis", () -> lastCommitMillis);
    }

    void inserted(InsertBlock block, long millis) {
        failingSinceNanos.remove(block.token());
        rows.inc(block.rows());
        blocks.inc();
        bytes.inc(block.payload().length);
        insertMillis.inc(millis);
        lastInsertMillis = millis;
    }

    void failed(InsertBlock block, InsertFailure failure, String message) {
        failures.get(failure.failureClass()).inc();
        byReason.computeIfAbsent(failure.reason(), reasons::counter).inc();
        failingSinceNanos.putIfAbsent(block.token(), nanoTime.getAsLong());
        lastFailure = message;
    }

    private long failingMillis() {
        long now = nanoTime.getAsLong();
        return failingSinceNanos.values().stream()
                .mapToLong(since -> (now - since) / 1_000_000)
                .max()
                .orElse(0);
    }

    void stoodStill(long millis) {
        stoodStillMillis.inc(millis);
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
