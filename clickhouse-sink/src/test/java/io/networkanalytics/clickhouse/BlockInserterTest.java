package io.networkanalytics.clickhouse;

import static io.networkanalytics.clickhouse.InsertFailureClassifierTest.server;
import static io.networkanalytics.clickhouse.TestingClickHouse.failing;
import static io.networkanalytics.clickhouse.TestingClickHouse.failingAfterStore;
import static io.networkanalytics.clickhouse.TestingClickHouse.waitingFor;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BlockInserterTest {

    private static final int MAX_CONCURRENT = 3;

    private final TestingClickHouse server = new TestingClickHouse();
    private final TestingMetricGroup metrics = new TestingMetricGroup();
    private final List<InsertBlock> told = new ArrayList<>();
    private BlockInserter inserter = inserter(new RetryPolicy(1, 2));

    private BlockInserter inserter(RetryPolicy policy) {
        return new BlockInserter(
                server.transports().create(),
                MAX_CONCURRENT,
                policy,
                new InsertMetrics(metrics, 1, System::nanoTime),
                new Random(1),
                System::nanoTime);
    }

    @AfterEach
    void close() {
        inserter.close();
        assertEquals(0, server.openTransports.get());
    }

    private static List<InsertBlock> blocks(int count) {
        return LongStream.range(0, count).mapToObj(i -> TestingRows.block("t", i)).toList();
    }

    private Map<String, Long> counts() {
        Map<String, Long> counts = metrics.values();
        for (String millis :
                List.of(
                        "insertMillis",
                        "lastInsertMillis",
                        "backoffMillis",
                        "commitMillis",
                        "lastCommitMillis")) {
            Long value = counts.remove("clickhouse." + millis);
            assertTrue(value != null && value >= 0, millis + " is " + value);
        }
        // Zeroes where no minute has passed; reasons have a test of their own.
        for (String zero :
                List.of(
                        "insertedBlocksPerSecond",
                        "partsPerMinute",
                        "stoodStillMillis",
                        "failingMillis")) {
            Long value = counts.remove("clickhouse." + zero);
            assertTrue(value != null && value >= 0, zero + " is " + value);
        }
        counts.keySet().removeIf(name -> name.startsWith("clickhouse.insertFailureReasons."));
        return counts;
    }

    private static Map<String, Long> expected(
            long rows,
            long blocks,
            long bytes,
            long transientFailures,
            long fatal,
            long badData,
            long retries,
            long commits) {
        return new TreeMap<>(
                Map.of(
                        "clickhouse.insertedRows", rows,
                        "clickhouse.insertedBlocks", blocks,
                        "clickhouse.insertedBytes", bytes,
                        "clickhouse.insertFailures.TRANSIENT", transientFailures,
                        "clickhouse.insertFailures.FATAL", fatal,
                        "clickhouse.insertFailures.BAD_DATA", badData,
                        "clickhouse.insertRetries", retries,
                        "clickhouse.commits", commits));
    }

    private static long bytes(List<InsertBlock> blocks) {
        return blocks.stream().mapToLong(b -> b.payload().length).sum();
    }

    @Test
    void nothingToInsertAsksNothing() throws Exception {
        inserter.insertAll(List.of(), told::add);
        assertEquals(0, server.attempts.get());
        assertEquals(expected(0, 0, 0, 0, 0, 0, 0, 0), counts());
    }

    @Test
    void allBlocksAreInsertedAndToldOf() throws Exception {
        List<InsertBlock> blocks = blocks(10);
        inserter.insertAll(blocks, told::add);
        assertEquals(new HashSet<>(blocks), new HashSet<>(server.stored()));
        assertEquals(10, told.size());
        assertEquals(expected(10, 10, bytes(blocks), 0, 0, 0, 0, 1), counts());
    }

    @Test
    void atMostTheGivenNumberRunsAtOnce() throws Exception {
        var gate = new CountDownLatch(1);
        server.always(waitingFor(gate));
        var opener = new Thread(() -> awaitRunningThenOpen(gate));
        opener.start();
        inserter.insertAll(blocks(10), told::add);
        opener.join();
        assertEquals(MAX_CONCURRENT, server.mostRunning.get());
        assertEquals(10, server.stored().size());
    }

    private void awaitRunningThenOpen(CountDownLatch gate) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (server.running.get() < MAX_CONCURRENT && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        gate.countDown();
    }

    @Test
    void transientFailuresAreTriedAgainUntilTheyPass() throws Exception {
        server.then(
                failing(server(252, "too many parts", 500)),
                failing(new java.net.ConnectException("refused")),
                failing(server(241, "memory", 500)));
        List<InsertBlock> blocks = blocks(1);
        inserter.insertAll(blocks, told::add);
        assertEquals(blocks, server.stored());
        assertEquals(expected(1, 1, bytes(blocks), 3, 0, 0, 3, 1), counts());
    }

    @Test
    void failuresAreCountedByReasonAndTheLastMessageIsKept() throws Exception {
        server.then(
                failing(server(252, "too many parts", 500)),
                failing(server(252, "too many parts", 500)),
                failing(server(0, "bad gateway", 502)),
                failing(new java.net.ConnectException("refused")));
        inserter.insertAll(blocks(1), told::add);
        Map<String, Long> values = metrics.values();
        assertEquals(2, values.get("clickhouse.insertFailureReasons.TOO_MANY_PARTS"));
        assertEquals(1, values.get("clickhouse.insertFailureReasons.HTTP_502"));
        assertEquals(1, values.get("clickhouse.insertFailureReasons.CONNECTION"));
        assertEquals(0, values.get("clickhouse.failingMillis"), "nothing fails any more");
        String last = metrics.text("clickhouse.lastFailure");
        assertTrue(last.contains("refused") && last.contains("attempt 4"), last);
    }

    @Test
    void whatFailsIsSeenForAsLongAsItDoes() {
        var now = new java.util.concurrent.atomic.AtomicLong(5_000_000_000L);
        var group = new TestingMetricGroup();
        var failing = new InsertMetrics(group, 3, now::get);
        InsertBlock block = TestingRows.block("t", 1);
        InsertFailure failure = InsertFailureClassifier.classify(server(243, "no space", 500));
        failing.failed(block, failure, "first");
        now.addAndGet(7_000_000_000L);
        failing.failed(block, failure, "second");
        assertEquals(7000, group.values().get("clickhouse.failingMillis"));
        failing.inserted(block, 1);
        assertEquals(0, group.values().get("clickhouse.failingMillis"));
    }

    @Test
    void blocksOfTheLastMinuteTimesTheirPartitionsAreThePartsAMinute() {
        var group = new TestingMetricGroup();
        var rate = new InsertMetrics(group, 3, System::nanoTime);
        for (int i = 0; i < 120; i++) {
            rate.inserted(TestingRows.block("t", i), 1);
        }
        group.updateRates();
        assertEquals(2, group.values().get("clickhouse.insertedBlocksPerSecond"));
        assertEquals(360, group.values().get("clickhouse.partsPerMinute"));
    }

    @Test
    void manyMoreFailuresThanFlinkWouldAllowAreOutlasted() throws Exception {
        for (int i = 0; i < 50; i++) {
            server.then(failing(server(242, "read only", 500)));
        }
        inserter.insertAll(blocks(1), told::add);
        assertEquals(51, server.attempts.get());
        assertEquals(1, server.stored().size());
    }

    @Test
    void aLostAnswerIsRepeatedUnderTheSameTokenAndIsThereOnce() throws Exception {
        server.then(failingAfterStore(new SocketTimeoutException("Read timed out")));
        List<InsertBlock> blocks = blocks(1);
        inserter.insertAll(blocks, told::add);
        assertEquals(blocks, server.stored());
        assertEquals(2, server.attempts.get());
        assertEquals(expected(1, 1, bytes(blocks), 1, 0, 0, 1, 1), counts());
    }

    @Test
    void aReportedDuplicateCountsAsInserted() throws Exception {
        server.then(failing(server(389, "was deduplicated", 500)));
        List<InsertBlock> blocks = blocks(1);
        inserter.insertAll(blocks, told::add);
        assertEquals(blocks, told);
        assertEquals(expected(1, 1, bytes(blocks), 0, 0, 0, 0, 1), counts());
    }

    @Test
    void aFatalFailureIsThrownWithTheBlockAfterTheOthersEnded() {
        List<InsertBlock> blocks = blocks(5);
        InsertBlock refused = blocks.get(1);
        server.always(
                (block, store) -> {
                    if (block.equals(refused)) {
                        throw server(60, "no table", 404);
                    }
                    store.run();
                });
        var e =
                assertThrows(
                        InsertFailedException.class, () -> inserter.insertAll(blocks, told::add));
        assertEquals(FailureClass.FATAL, e.failureClass());
        assertTrue(e.getMessage().contains(refused.token().toString()), e.getMessage());
        assertEquals(0, server.running.get());
        assertEquals(new HashSet<>(told), new HashSet<>(server.stored()));
        Map<String, Long> counts = counts();
        assertEquals(1, counts.get("clickhouse.insertFailures.FATAL"));
        assertEquals(0, counts.get("clickhouse.insertRetries"));
        assertEquals(0, counts.get("clickhouse.commits"));
        assertEquals(told.size(), counts.get("clickhouse.insertedBlocks"));
    }

    @Test
    void badDataIsNotTriedAgain() {
        server.always(failing(server(33, "cannot read all data", 400)));
        List<InsertBlock> blocks = blocks(1);
        var e =
                assertThrows(
                        InsertFailedException.class, () -> inserter.insertAll(blocks, told::add));
        assertEquals(FailureClass.BAD_DATA, e.failureClass());
        assertEquals(1, server.attempts.get());
        assertEquals(expected(0, 0, 0, 0, 0, 1, 0, 0), counts());
    }

    @Test
    void anErrorInTheTransportEndsTheAttempt() {
        server.always(
                (block, store) -> {
                    throw new StackOverflowError("bug");
                });
        var e =
                assertThrows(
                        InsertFailedException.class,
                        () -> inserter.insertAll(blocks(1), told::add));
        assertInstanceOf(StackOverflowError.class, e.getCause());
    }

    @Test
    void afterAFailureTheNextCallStartsClean() throws Exception {
        server.then(failing(server(60, "no table", 404)));
        List<InsertBlock> blocks = blocks(1);
        assertThrows(InsertFailedException.class, () -> inserter.insertAll(blocks, told::add));
        inserter.insertAll(blocks, told::add);
        assertEquals(blocks, server.stored());
    }

    @Test
    void anInterruptEndsTheWaitForARetry() throws Exception {
        inserter.close();
        var outage = new TestingMetricGroup();
        inserter =
                new BlockInserter(
                        server.transports().create(),
                        MAX_CONCURRENT,
                        new RetryPolicy(3_600_000, 3_600_000),
                        new InsertMetrics(outage, 1, System::nanoTime),
                        new Random(1),
                        System::nanoTime);
        server.always(failing(new java.net.ConnectException("refused")));
        var thrown = new AtomicReference<Throwable>();
        var task =
                new Thread(
                        () -> {
                            try {
                                inserter.insertAll(blocks(1), told::add);
                            } catch (Throwable e) {
                                thrown.set(e);
                            }
                        });
        task.start();
        assertTrue(server.attempted.tryAcquire(10, TimeUnit.SECONDS), "no attempt within 10 s");
        task.interrupt();
        task.join(10_000);
        assertInstanceOf(InterruptedException.class, thrown.get());
        assertEquals(1, server.attempts.get());
    }

    @Test
    void theEndOfAnAttemptThatWasGivenUpIsNotTakenForAnother() throws Exception {
        var gate = new CountDownLatch(1);
        server.then(
                (block, store) -> {
                    gate.await();
                    throw server(60, "late", 404);
                });
        InsertBlock slow = TestingRows.block("t", 1);
        Thread.currentThread().interrupt();
        assertThrows(
                InterruptedException.class, () -> inserter.insertAll(List.of(slow), told::add));
        gate.countDown();
        InsertBlock next = TestingRows.block("t", 2);
        inserter.insertAll(List.of(next), told::add);
        assertEquals(List.of(next), told);
    }
}
