package io.networkanalytics.clickhouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real ClickHouse stores each block and its first answer is lost, as when it is killed between
 * commit and answer. With the sink's tokens that changes nothing; with each mistake that one could
 * make with them, the count of rows says so. {@code bin/bench chaos --sabotage} shows the same on
 * the whole pipeline.
 */
@Tag("exactly-once")
@Timeout(120)
class LostAnswerITCase {

    private static final AtomicInteger TABLES = new AtomicInteger();
    private static final int BLOCKS = 4;
    private static final int ROWS = 100;

    @TempDir private static Path dir;
    private static RealClickHouse clickHouse;

    private String table;

    @BeforeAll
    static void start() {
        clickHouse = new RealClickHouse(dir.resolve("stack"));
    }

    @AfterAll
    static void stop() {
        clickHouse.close();
    }

    @BeforeEach
    void createTable() {
        table = "lost_answer_" + TABLES.incrementAndGet();
        clickHouse.sql(
                "CREATE TABLE "
                        + table
                        + " (id UInt64) ENGINE = MergeTree ORDER BY id"
                        + " SETTINGS non_replicated_deduplication_window = 10000");
    }

    @Test
    void withRandomTokensEveryRowIsThereOnce() throws Exception {
        commit(blocks(0), UnaryOperator.identity());
        assertStored(BLOCKS * ROWS, BLOCKS * ROWS);
    }

    @Test
    void withoutTokensRowsAreThereTwice() throws Exception {
        commit(blocks(0), block -> withToken(block, UUID.randomUUID()));
        assertStored(2L * BLOCKS * ROWS, BLOCKS * ROWS);
    }

    @Test
    void withAWindowOfOneBlockRowsAreThereTwice() throws Exception {
        clickHouse.sql(
                "ALTER TABLE " + table + " MODIFY SETTING non_replicated_deduplication_window = 1");
        List<InsertBlock> blocks = blocks(0);
        // All of a checkpoint are stored before the first comes again.
        commit(blocks, UnaryOperator.identity());
        commit(blocks, UnaryOperator.identity());
        assertEquals(String.valueOf(BLOCKS * ROWS), count("uniqExact(id)"));
        long rows = Long.parseLong(count("count()"));
        assertTrue(rows > BLOCKS * ROWS, rows + " rows");
    }

    @Test
    void withTokensOfCheckpointsOtherRowsVanish() throws Exception {
        List<InsertBlock> before = blocks(0);
        commit(before, block -> ofCheckpoint(block, before.indexOf(block)));
        // Back to an older savepoint: checkpoints of the same numbers, with other rows.
        List<InsertBlock> after = blocks(BLOCKS * ROWS);
        commit(after, block -> ofCheckpoint(block, after.indexOf(block)));
        assertStored(BLOCKS * ROWS, BLOCKS * ROWS);
    }

    private static InsertBlock ofCheckpoint(InsertBlock block, int checkpoint) {
        return withToken(block, new UUID(0, checkpoint));
    }

    private static InsertBlock withToken(InsertBlock block, UUID token) {
        return new InsertBlock(
                block.table(),
                block.columns(),
                token,
                block.rows(),
                block.uncompressedBytes(),
                block.payload());
    }

    private List<InsertBlock> blocks(long firstId) {
        return LongStream.range(0, BLOCKS)
                .mapToObj(
                        block ->
                                TestingRows.block(
                                        table,
                                        LongStream.range(0, ROWS)
                                                .map(row -> firstId + block * ROWS + row)
                                                .toArray()))
                .toList();
    }

    private void commit(List<InsertBlock> blocks, UnaryOperator<InsertBlock> tokens)
            throws Exception {
        try (var inserter =
                new BlockInserter(
                        new LostAnswers(
                                new ClientInsertTransport(clickHouse.writer(), 1, 60_000, Map.of()),
                                tokens),
                        1,
                        new RetryPolicy(1, 2),
                        new InsertMetrics(new TestingMetricGroup(), 1, System::nanoTime),
                        new Random(1),
                        System::nanoTime)) {
            inserter.insertAll(blocks, block -> {});
        }
    }

    private void assertStored(long rows, long ids) {
        assertEquals(rows + "\t" + ids, count("count(), uniqExact(id)"));
    }

    private String count(String what) {
        return clickHouse.sql("SELECT " + what + " FROM " + table);
    }

    /** Stores each block under a token of somebody's choice, and loses its first answer. */
    private record LostAnswers(
            InsertTransport transport, UnaryOperator<InsertBlock> tokens, Set<UUID> lost)
            implements InsertTransport {

        LostAnswers(InsertTransport transport, UnaryOperator<InsertBlock> tokens) {
            this(transport, tokens, new HashSet<>());
        }

        @Override
        public void insert(InsertBlock block) throws Exception {
            transport.insert(tokens.apply(block));
            if (lost.add(block.token())) {
                throw new IOException("the answer is lost");
            }
        }

        @Override
        public List<ServerColumn> columns(String table) throws Exception {
            return transport.columns(table);
        }

        @Override
        public String createStatement(String table) throws Exception {
            return transport.createStatement(table);
        }

        @Override
        public void close() {
            transport.close();
        }
    }
}
