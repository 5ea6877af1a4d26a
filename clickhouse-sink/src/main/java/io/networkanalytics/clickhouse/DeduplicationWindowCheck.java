package io.networkanalytics.clickhouse;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks whether the table remembers tokens long enough.
 *
 * <p>A table remembers the tokens of its last N inserted blocks, one for each partition that a
 * block touches ({@code non_replicated_deduplication_window}, off by default, or {@code
 * replicated_deduplication_window}). A block that was inserted although its answer was lost must
 * still be remembered when it comes again. Until then a job adds at most the blocks of the
 * checkpoint being inserted, of the next, whose commit waits for that, and of one more that may
 * have completed before the wait began, since a subtask that waits lets no further checkpoint
 * through: a smaller window is refused. Other jobs on the same table go on, and so does the clock
 * of a replicated table: a window that holds less than the longest outage at the job's own rate is
 * a warning.
 *
 * <p>A Distributed table remembers nothing: the tables of the shards do, each the tokens of its
 * part of the blocks, which are as many as the blocks at most. Looked at is that of the server
 * asked, for all of them.
 *
 * <p>The tables that materialized views feed have windows of their own, which this does not see;
 * give them the same setting.
 */
final class DeduplicationWindowCheck {

    /**
     * What the server assumes where a replicated table says nothing; it was 100 before version
     * 23.11.
     */
    private static final long REPLICATED_DEFAULT = 1000;

    private static final long REPLICATED_DEFAULT_SECONDS = 604_800;
    private static final Pattern ENGINE = Pattern.compile("(?m)^\\s*ENGINE = (\\w+)");
    private static final Pattern DISTRIBUTED =
            Pattern.compile(
                    "(?m)^\\s*ENGINE = Distributed\\('[^']*', '(?<database>\\w+)', '(?<table>\\w+)'");
    private static final int CHECKPOINTS_IN_FLIGHT = 3;

    /** How the check ended. */
    enum Verdict {
        ENOUGH,
        SHORT,
        TOO_SMALL,
        UNKNOWN
    }

    /**
     * What was found.
     *
     * @param verdict whether to go on, to warn or to refuse
     * @param message the numbers
     */
    record Result(Verdict verdict, String message) {}

    /**
     * What a table remembers.
     *
     * @param blocks so many of the last blocks
     * @param seconds for so long at most
     */
    record Window(long blocks, long seconds) {}

    private DeduplicationWindowCheck() {}

    /**
     * The table of a shard, {@code `database`.`name`}, that a Distributed table writes to.
     *
     * @return empty for other engines
     */
    static Optional<String> behind(String createStatement) {
        Matcher distributed = DISTRIBUTED.matcher(createStatement);
        return distributed.find()
                ? Optional.of(
                        "`"
                                + distributed.group("database")
                                + "`.`"
                                + distributed.group("table")
                                + "`")
                : Optional.empty();
    }

    /**
     * Reads the window out of SHOW CREATE TABLE; null for engines that have none (Distributed,
     * Null).
     */
    static Window windowOf(String createStatement) {
        Matcher engine = ENGINE.matcher(createStatement);
        if (!engine.find() || !engine.group(1).endsWith("MergeTree")) {
            return null;
        }
        if (engine.group(1).startsWith("Replicated") || engine.group(1).startsWith("Shared")) {
            return new Window(
                    setting(createStatement, "replicated_deduplication_window")
                            .orElse(REPLICATED_DEFAULT),
                    setting(createStatement, "replicated_deduplication_window_seconds")
                            .orElse(REPLICATED_DEFAULT_SECONDS));
        }
        return new Window(
                setting(createStatement, "non_replicated_deduplication_window").orElse(0),
                Long.MAX_VALUE);
    }

    private static OptionalLong setting(String createStatement, String name) {
        Matcher value =
                Pattern.compile("(?<![a-z_])" + name + " = (\\d+)").matcher(createStatement);
        return value.find()
                ? OptionalLong.of(Long.parseLong(value.group(1)))
                : OptionalLong.empty();
    }

    static Result check(String table, Window window, int parallelism, DeduplicationNeeds needs) {
        if (window == null) {
            return new Result(
                    Verdict.UNKNOWN,
                    "Table "
                            + table
                            + " has no deduplication window of its own (its engine is not a MergeTree), so it"
                            + " cannot be checked that a repeated block is recognised. See that the tables behind it"
                            + " have one.");
        }
        long blocksPerCheckpoint =
                (long) parallelism * needs.blocksPerCheckpoint() * needs.partitionsPerBlock();
        long inFlight = blocksPerCheckpoint * CHECKPOINTS_IN_FLIGHT;
        long heldSeconds =
                Math.min(
                        window.seconds,
                        window.blocks
                                / blocksPerCheckpoint
                                * needs.checkpointInterval().toMillis()
                                / 1000);
        String numbers =
                "Table "
                        + table
                        + " remembers the tokens of its last "
                        + window.blocks
                        + " blocks; parallelism "
                        + parallelism
                        + " x "
                        + needs.blocksPerCheckpoint()
                        + " blocks a checkpoint x "
                        + needs.partitionsPerBlock()
                        + " partitions a block x "
                        + CHECKPOINTS_IN_FLIGHT
                        + " checkpoints in flight = "
                        + inFlight
                        + " blocks, and at a checkpoint every "
                        + needs.checkpointInterval().toMillis()
                        + " ms a token is held for "
                        + heldSeconds
                        + " s";
        if (window.blocks < inFlight) {
            return new Result(
                    Verdict.TOO_SMALL,
                    numbers
                            + ": too few for exactly once, a block that is inserted again could be there twice."
                            + " Nothing was written. Remedy: ALTER TABLE "
                            + table
                            + " MODIFY SETTING (non_)replicated_deduplication_window to at least "
                            + inFlight
                            + ", and the same for every table that its materialized views feed.");
        }
        if (heldSeconds < needs.longestOutage().toSeconds()) {
            return new Result(
                    Verdict.SHORT,
                    numbers
                            + ", less than the longest outage of "
                            + needs.longestOutage().toSeconds()
                            + " s: if other jobs write to the table during an outage, blocks that are inserted"
                            + " again could be there twice. Remedy: a larger window or a longer checkpoint"
                            + " interval.");
        }
        return new Result(Verdict.ENOUGH, numbers + ".");
    }
}
