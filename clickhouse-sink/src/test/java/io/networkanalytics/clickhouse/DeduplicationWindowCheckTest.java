package io.networkanalytics.clickhouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.clickhouse.DeduplicationWindowCheck.Result;
import io.networkanalytics.clickhouse.DeduplicationWindowCheck.Verdict;
import io.networkanalytics.clickhouse.DeduplicationWindowCheck.Window;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeduplicationWindowCheckTest {

    private static final DeduplicationNeeds NEEDS =
            new DeduplicationNeeds(2, 3, Duration.ofSeconds(10), Duration.ofMinutes(10));

    private static Window window(String engine, String settings) {
        return DeduplicationWindowCheck.windowOf(
                "CREATE TABLE db.t\n(\n    `id` UInt64\n)\nENGINE = "
                        + engine
                        + "\nORDER BY id\nSETTINGS "
                        + settings);
    }

    @Test
    void theWindowIsReadOutOfTheStatement() {
        assertEquals(
                new Window(77, Long.MAX_VALUE),
                window(
                        "MergeTree",
                        "ttl_only_drop_parts = 1, non_replicated_deduplication_window = 77"));
        assertEquals(
                new Window(0, Long.MAX_VALUE),
                window("AggregatingMergeTree", "index_granularity = 8192"));
        assertEquals(
                new Window(5000, 3600),
                window(
                        "ReplicatedMergeTree('/clickhouse/t', '{replica}')",
                        "replicated_deduplication_window = 5000,"
                                + " replicated_deduplication_window_seconds = 3600"));
        assertEquals(
                new Window(1000, 604_800),
                window("ReplicatedMergeTree", "non_replicated_deduplication_window = 9"));
        assertNull(window("Distributed('c', 'db', 't')", "fsync_after_insert = 0"));
    }

    @Test
    void aWindowSmallerThanWhatIsInFlightIsRefusedWithTheNumbers() {
        // 8 subtasks x 2 blocks x 3 partitions x 3 checkpoints
        assertResult(
                Verdict.TOO_SMALL,
                new Window(143, Long.MAX_VALUE),
                "last 143 blocks",
                "parallelism 8 x 2 blocks a checkpoint x 3 partitions a block",
                "= 144 blocks",
                "at least 144");
        assertResult(Verdict.TOO_SMALL, new Window(0, Long.MAX_VALUE), "too few for exactly once");
        assertResult(Verdict.SHORT, new Window(144, Long.MAX_VALUE), "held for 30 s");
    }

    @Test
    void aWindowShorterThanTheOutageIsAWarning() {
        // 48 blocks every 10 s: 10 minutes are 2,880 blocks
        assertResult(Verdict.SHORT, new Window(2879, Long.MAX_VALUE), "held for 590 s", "600 s");
        assertResult(Verdict.ENOUGH, new Window(2880, Long.MAX_VALUE), "held for 600 s");
        assertResult(Verdict.SHORT, new Window(2880, 599), "held for 599 s");
    }

    @Test
    void aTableWithoutAWindowIsUnknown() {
        assertResult(Verdict.UNKNOWN, null, "not a MergeTree");
    }

    private static void assertResult(Verdict verdict, Window window, String... parts) {
        Result result = DeduplicationWindowCheck.check("flows", window, 8, NEEDS);
        assertEquals(verdict, result.verdict(), result.message());
        for (String part : parts) {
            assertTrue(
                    result.message().contains(part), () -> part + " is not in " + result.message());
        }
    }
}
