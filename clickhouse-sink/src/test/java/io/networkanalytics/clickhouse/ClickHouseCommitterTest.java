package io.networkanalytics.clickhouse;

import static io.networkanalytics.clickhouse.InsertFailureClassifierTest.server;
import static io.networkanalytics.clickhouse.TestingClickHouse.failing;
import static io.networkanalytics.clickhouse.TestingClickHouse.waitingFor;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.TaskInfoImpl;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.metrics.SimpleCounter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Committer and writer of one task: what is committed is in the table or in the writer's state. */
@Timeout(30)
class ClickHouseCommitterTest {

    private static final TaskInfo TASK = new TaskInfoImpl("sink", 8, 1, 4, 0);

    private final TestingClickHouse server = new TestingClickHouse();
    private final TestingMetricGroup metrics = new TestingMetricGroup();
    private final UUID sink = UUID.randomUUID();
    private final ClickHouseCommitter committer = committer(5_000);
    private ClickHouseWriter<Long> writer;
    private boolean closed;

    private ClickHouseCommitter committer(long closeTimeoutMillis) {
        var insertMetrics = new InsertMetrics(metrics, 1, System::nanoTime);
        return new ClickHouseCommitter(
                new BlockInserter(
                        server.transports().create(),
                        2,
                        new RetryPolicy(1, 2),
                        insertMetrics,
                        new Random(1),
                        System::nanoTime),
                PendingBlocks.openForCommitter(sink, TASK),
                insertMetrics,
                closeTimeoutMillis);
    }

    /** On the calling thread, as Flink does it where the two are chained. */
    private ClickHouseWriter<Long> openWriter() {
        var pending = PendingBlocks.openForWriter(sink, TASK);
        var writerMetrics =
                new WriterMetrics(
                        new TestingMetricGroup(), new SimpleCounter(), new SimpleCounter());
        return new ClickHouseWriter<>(
                "t",
                TestingRows.IDS,
                BlockBounds.DEFAULT,
                UUID::randomUUID,
                pending,
                new Pacing(1 << 20, pending, millis -> {}, writerMetrics.pacedMillis()),
                writerMetrics,
                null);
    }

    private Collection<InsertBlock> checkpoint(long... ids) throws Exception {
        for (long id : ids) {
            writer.write(id, null);
        }
        writer.flush(false);
        return writer.prepareCommit();
    }

    private void closeCommitter() {
        if (!closed) {
            closed = true;
            committer.close();
        }
    }

    @AfterEach
    void nothingStaysOpen() {
        closeCommitter();
        if (writer != null) {
            writer.close();
        }
        assertEquals(0, server.openTransports.get());
        assertEquals(0, PendingBlocks.openCount());
    }

    private void commit(Collection<InsertBlock> blocks) throws Exception {
        List<Committer.CommitRequest<InsertBlock>> requests = new ArrayList<>();
        blocks.forEach(block -> requests.add(new TestingCommitRequest(block)));
        committer.commit(requests);
    }

    private record TestingCommitRequest(InsertBlock getCommittable)
            implements Committer.CommitRequest<InsertBlock> {
        @Override
        public int getNumberOfRetries() {
            return 0;
        }

        @Override
        public void signalFailedWithKnownReason(Throwable t) {
            throw new AssertionError("it would be dropped", t);
        }

        @Override
        public void signalFailedWithUnknownReason(Throwable t) {
            throw new AssertionError("it would be dropped", t);
        }

        @Override
        public void retryLater() {
            throw new AssertionError("it would fail the job after ten times");
        }

        @Override
        public void updateAndRetryLater(InsertBlock block) {
            throw new AssertionError("it would fail the job after ten times");
        }

        @Override
        public void signalAlreadyCommitted() {
            throw new AssertionError("not used");
        }
    }

    @Test
    void theTaskGoesOnWhileABlockIsInsertedAndItsSnapshotsHoldTheBlock() throws Exception {
        writer = openWriter();
        var gate = new CountDownLatch(1);
        server.then(waitingFor(gate));
        List<InsertBlock> first = List.copyOf(checkpoint(1, 2));
        assertEquals(List.of(), writer.snapshotState(1), "the committer has it");
        commit(first);
        Collection<InsertBlock> second = checkpoint(3);
        assertEquals(first, writer.snapshotState(2), "Flink takes it for committed");
        assertEquals(List.of(), server.stored());
        gate.countDown();
        commit(second);
        assertTrue(server.stored().containsAll(first), "the next commit waits for the one before");
        writer.flush(true);
        closeCommitter();
        assertEquals(List.of(), writer.snapshotState(3));
        assertEquals(3, metrics.values().get("clickhouse.insertedRows"));
    }

    @Test
    void whatWasUnderWayIsCommittedAgainUnderItsTokenAfterARestore() throws Exception {
        writer = openWriter();
        var gate = new CountDownLatch(1);
        server.then(waitingFor(gate));
        List<InsertBlock> first = List.copyOf(checkpoint(1, 2));
        commit(first);
        List<InsertBlock> state = new ArrayList<>();
        for (InsertBlock block : writer.snapshotState(2)) {
            var serializer = new InsertBlockSerializer();
            state.add(serializer.deserialize(1, serializer.serialize(block)));
        }
        gate.countDown();
        writer.close();

        writer = openWriter();
        writer.restored(state);
        Collection<InsertBlock> again = checkpoint(3);
        assertEquals(first.get(0), again.iterator().next());
        assertEquals(2, again.size());
        commit(again);
        commit(checkpoint(4));
        closeCommitter();
        assertEquals(
                List.of(List.of(1L, 2L), List.of(3L), List.of(4L)),
                server.stored().stream().map(TestingRows::ids).toList());
    }

    @Test
    void withoutAWriterInItsThreadItReturnsWhenAllIsInserted() throws Exception {
        var other = new Thread(() -> writer = openWriter());
        other.start();
        other.join();
        commit(List.of(TestingRows.block("t", 1)));
        assertEquals(1, server.stored().size());
    }

    @Test
    void afterTheEndOfInputItReturnsWhenAllIsInserted() throws Exception {
        writer = openWriter();
        writer.write(1L, null);
        writer.flush(true);
        commit(writer.prepareCommit());
        assertEquals(1, server.stored().size());
    }

    @Test
    void theEndOfInputWaitsForWhatIsUnderWayThoughNoRowsFollowed() throws Exception {
        writer = openWriter();
        server.then(failing(server(252, "too many parts", 500)));
        commit(checkpoint(1));
        writer.flush(true);
        assertEquals(1, server.stored().size());
        assertEquals(0, writer.prepareCommit().size());
    }

    @Test
    void aFatalFailureFailsTheTaskAtItsNextBarrierAndTheBlockStaysInState() throws Exception {
        writer = openWriter();
        server.always(failing(server(60, "no table", 404)));
        List<InsertBlock> first = List.copyOf(checkpoint(1));
        commit(first);
        assertTrue(server.attempted.tryAcquire(10, TimeUnit.SECONDS), "no attempt within 10 s");
        closeCommitter();
        var e = assertThrows(InsertFailedException.class, () -> checkpoint(2));
        assertEquals(FailureClass.FATAL, e.failureClass());
        assertEquals(first, writer.snapshotState(2));
    }

    @Test
    void aCancelledTaskDoesNotWaitForAServerThatIsAway() throws Exception {
        writer = openWriter();
        server.always(failing(new java.net.ConnectException("refused")));
        commit(checkpoint(1));
        var interrupted = new AtomicReference<Boolean>();
        var closing =
                new Thread(
                        () -> {
                            Thread.currentThread().interrupt();
                            closeCommitter();
                            interrupted.set(Thread.interrupted());
                        });
        closing.start();
        closing.join(4_000);
        assertEquals(true, interrupted.get(), "it waited");
    }
}
