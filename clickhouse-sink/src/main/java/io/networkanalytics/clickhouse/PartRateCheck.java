package io.networkanalytics.clickhouse;

import java.util.Optional;

/**
 * Asks whether the server can merge as fast as the job makes parts.
 *
 * <p>Every subtask inserts at least one block a checkpoint, however few its rows, and a block is a
 * part in each partition that it touches. Their number depends on the checkpoint interval and not
 * on the rate of rows, so it is known at the start. Each table that a materialized view feeds gets
 * as many.
 */
final class PartRateCheck {

    /**
     * Parts a minute and table beyond which there is a warning. A server merges several times as
     * many; but a hundred tables do so at once, and by default inserts are slowed down at 1000
     * parts of a partition that are not merged and refused at 3000 ({@code parts_to_throw_insert}):
     * ten a second leave five minutes to whoever has to look after merges that stand still.
     */
    static final long MOST_A_MINUTE = 600;

    private PartRateCheck() {}

    /** Parts a minute in the sink's own table, where most blocks touch one partition. */
    static long partsPerMinute(int parallelism, DeduplicationNeeds needs) {
        return parallelism * 60_000L / Math.max(1, needs.checkpointInterval().toMillis());
    }

    static Optional<String> warning(String table, int parallelism, DeduplicationNeeds needs) {
        long parts = partsPerMinute(parallelism, needs);
        if (parts <= MOST_A_MINUTE) {
            return Optional.empty();
        }
        return Optional.of(
                "Table "
                        + table
                        + " will get "
                        + parts
                        + " parts a minute or more: parallelism "
                        + parallelism
                        + " x a checkpoint every "
                        + needs.checkpointInterval().toMillis()
                        + " ms x 1 block; and so will every table that its materialized views feed. Up to "
                        + MOST_A_MINUTE
                        + " are no trouble. If the server cannot merge them, it refuses inserts"
                        + " (TOO_MANY_PARTS), and the sink waits: nothing is lost, rows come late. Remedy: a"
                        + " checkpoint interval of at least "
                        + (parallelism * 60_000L + MOST_A_MINUTE - 1) / MOST_A_MINUTE
                        + " ms, or a lower parallelism of the sink.");
    }
}
