package io.networkanalytics.clickhouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.LongStream;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.TaskInfoImpl;
import org.apache.flink.metrics.SimpleCounter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClickHouseWriterTest {

    private static final TaskInfo TASK = new TaskInfoImpl("sink", 8, 1, 4, 0);

    private final UUID sink = UUID.randomUUID();
    private final TestingClickHouse server = new TestingClickHouse();
    private final TestingMetricGroup metrics = new TestingMetricGroup();
    private final SimpleCounter recordsSend = new SimpleCounter();
    private final SimpleCounter bytesSend = new SimpleCounter();
    private final List<Long> pauses = new ArrayList<>();
    private PendingBlocks committerSide = PendingBlocks.openForCommitter(sink, TASK);
    private ClickHouseWriter<Long> writer;

    private void open(DeliveryMode mode, BlockBounds bounds, long maxPendingBytes) {
        var pending = PendingBlocks.openForWriter(sink, TASK);
        var writerMetrics = new WriterMetrics(metrics, recordsSend, bytesSend);
        writer =
                new ClickHouseWriter<>(
                        "t",
                        TestingRows.IDS,
                        bounds,
                        UUID::randomUUID,
                        pending,
                        new Pacing(
                                maxPendingBytes, pending, pauses::add, writerMetrics.pacedMillis()),
                        writerMetrics,
                        mode == DeliveryMode.EXACTLY_ONCE
                                ? null
                                : new BlockInserter(
                                        server.transports().create(),
                                        2,
                                        new RetryPolicy(1, 1),
                                        new InsertMetrics(
                                                new TestingMetricGroup(), 1, System::nanoTime),
                                        new Random(1),
                                        System::nanoTime));
    }

    @AfterEach
    void nothingStaysOpen() {
        writer.close();
        committerSide.release();
        assertEquals(0, server.openTransports.get());
        assertEquals(0, PendingBlocks.openCount());
    }

    private void write(long from, long to) throws Exception {
        for (long id = from; id < to; id++) {
            writer.write(id, null);
        }
    }

    private Collection<InsertBlock> barrier() throws Exception {
        writer.flush(false);
        return writer.prepareCommit();
    }

    private static List<List<Long>> ids(Collection<InsertBlock> blocks) {
        return blocks.stream().map(TestingRows::ids).toList();
    }

    @Test
    void exactlyOnceHandsTheRowsOverAtTheBarrierAndSendsNothing() throws Exception {
        open(DeliveryMode.EXACTLY_ONCE, BlockBounds.DEFAULT, 1 << 20);
        write(0, 3);
        Collection<InsertBlock> blocks = barrier();
        assertEquals(List.of(List.of(0L, 1L, 2L)), ids(blocks));
        assertEquals(0, server.attempts.get());
        InsertBlock block = blocks.iterator().next();
        assertEquals("t", block.table());
        assertEquals(List.of("id"), block.columns());
        assertEquals(24, block.uncompressedBytes());
        assertMetrics(3, 1, 24, block.payload().length, 0, 1, block.payload().length);
        committerSide.inserted(block);
        assertMetrics(3, 1, 24, block.payload().length, 0, 0, 0);
    }

    @Test
    void anEmptyCheckpointHandsOverNothing() throws Exception {
        open(DeliveryMode.EXACTLY_ONCE, BlockBounds.DEFAULT, 1 << 20);
        assertEquals(List.of(), List.copyOf(barrier()));
        write(0, 1);
        assertEquals(1, barrier().size());
        assertEquals(List.of(), List.copyOf(barrier()));
    }

    @Test
    void everyBlockHasATokenOfItsOwn() throws Exception {
        open(DeliveryMode.EXACTLY_ONCE, BlockBounds.DEFAULT, 1 << 20);
        write(0, 1);
        UUID first = barrier().iterator().next().token();
        write(0, 1);
        assertNotEquals(first, barrier().iterator().next().token());
    }

    @Test
    void blocksAreClosedByRows() throws Exception {
        open(DeliveryMode.EXACTLY_ONCE, new BlockBounds(4, 1 << 20), 1 << 20);
        write(0, 10);
        assertEquals(
                List.of(List.of(0L, 1L, 2L, 3L), List.of(4L, 5L, 6L, 7L), List.of(8L, 9L)),
                ids(barrier()));
    }

    @Test
    void blocksAreClosedByBytes() throws Exception {
        open(DeliveryMode.EXACTLY_ONCE, new BlockBounds(1_000_000, 1024), 1 << 20);
        write(0, 256);
        assertEquals(List.of(128, 128), barrier().stream().map(InsertBlock::rows).toList());
    }

    @Test
    void atLeastOnceInsertsFullBlocksAtOnceAndTheRestAtTheBarrier() throws Exception {
        open(DeliveryMode.AT_LEAST_ONCE, new BlockBounds(4, 1 << 20), 1 << 20);
        write(0, 6);
        assertEquals(List.of(List.of(0L, 1L, 2L, 3L)), ids(server.stored()));
        assertEquals(List.of(), List.copyOf(barrier()));
        assertEquals(List.of(List.of(0L, 1L, 2L, 3L), List.of(4L, 5L)), ids(server.stored()));
        long payloads = server.stored().stream().mapToLong(b -> b.payload().length).sum();
        assertMetrics(6, 2, 48, payloads, 0, 0, 0);
    }

    @Test
    void closingWithPendingBlocksSendsNothingAndForgetsThem() throws Exception {
        open(DeliveryMode.EXACTLY_ONCE, new BlockBounds(4, 1 << 20), 1 << 20);
        write(0, 6);
        assertEquals(1, metrics.values().get("clickhouse.pendingBlocks"));
        nothingStaysOpen();
        assertEquals(0, server.attempts.get());
    }

    @Test
    void beyondTheBoundRowsAreSlowedDownUntilTheCommitterIsThrough() throws Exception {
        int rows = 2 * Pacing.ROWS_BETWEEN_PAUSES;
        int blockBytes =
                TestingRows.block("t", LongStream.range(0, rows).toArray()).payload().length;
        open(DeliveryMode.EXACTLY_ONCE, new BlockBounds(rows, 1 << 20), blockBytes - 1);
        write(0, rows);
        assertEquals(blockBytes, metrics.values().get("clickhouse.pendingBytes"));
        Collection<InsertBlock> handedOver = barrier();
        write(0, Pacing.ROWS_BETWEEN_PAUSES - 1);
        assertEquals(List.of(), pauses);
        write(0, 1);
        assertEquals(List.of(Pacing.PAUSE_MILLIS), pauses);
        assertEquals(Pacing.PAUSE_MILLIS, metrics.values().get("clickhouse.pacedMillis"));
        handedOver.forEach(committerSide::inserted);
        barrier().forEach(committerSide::inserted);
        write(0, rows - 1);
        assertEquals(List.of(Pacing.PAUSE_MILLIS), pauses);
    }

    @Test
    void atTwiceTheBoundTheJobFailsWithTheNumbers() throws Exception {
        open(DeliveryMode.EXACTLY_ONCE, new BlockBounds(1, 1 << 20), 100);
        var e = assertThrows(IOException.class, () -> write(0, Pacing.ROWS_BETWEEN_PAUSES * 3L));
        for (String part :
                new String[] {"maxPendingBytes is 100", "blocks", "read again", "Remedy"}) {
            assertTrue(e.getMessage().contains(part), e.getMessage());
        }
    }

    @Test
    void withoutACommitterInTheTaskABarrierEmptiesTheCount() throws Exception {
        committerSide.release();
        open(DeliveryMode.EXACTLY_ONCE, BlockBounds.DEFAULT, 1 << 20);
        write(0, 3);
        assertEquals(1, barrier().size());
        assertEquals(0, metrics.values().get("clickhouse.pendingBytes"));
    }

    private void assertMetrics(
            long rows,
            long blocks,
            long bytes,
            long payloadBytes,
            long pacedMillis,
            long pendingBlocks,
            long pendingBytes) {
        Map<String, Long> values = metrics.values();
        Long encodeMillis = values.remove("clickhouse.encodeMillis");
        assertTrue(encodeMillis != null && encodeMillis >= 0, "encodeMillis is " + encodeMillis);
        assertEquals(
                new TreeMap<>(
                        Map.of(
                                "clickhouse.closedRows", rows,
                                "clickhouse.closedBlocks", blocks,
                                "clickhouse.closedBytes", bytes,
                                "clickhouse.closedPayloadBytes", payloadBytes,
                                "clickhouse.pacedMillis", pacedMillis,
                                "clickhouse.pendingBlocks", pendingBlocks,
                                "clickhouse.pendingBytes", pendingBytes)),
                values);
        assertEquals(rows, recordsSend.getCount());
        assertEquals(payloadBytes, bytesSend.getCount());
    }
}
