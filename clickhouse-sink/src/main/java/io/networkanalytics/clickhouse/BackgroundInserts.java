package io.networkanalytics.clickhouse;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Inserts the blocks of one checkpoint while the task goes on with the rows of the next. At most
 * one checkpoint's blocks are under way: a task that comes with the next waits here, and so does
 * its source. One task's thread uses it.
 */
final class BackgroundInserts implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BackgroundInserts.class);

    private final BlockInserter inserter;
    private final PendingBlocks pending;
    private final InsertMetrics metrics;
    private final long closeTimeoutMillis;
    private final ThreadPoolExecutor thread;
    private Future<?> underWay = CompletableFuture.completedFuture(null);

    /**
     * Makes one with nothing under way.
     *
     * @param closeTimeoutMillis how long {@link #close} waits for what is under way
     */
    BackgroundInserts(
            BlockInserter inserter,
            PendingBlocks pending,
            InsertMetrics metrics,
            long closeTimeoutMillis) {
        this.inserter = inserter;
        this.pending = pending;
        this.metrics = metrics;
        this.closeTimeoutMillis = closeTimeoutMillis;
        thread =
                new ThreadPoolExecutor(
                        1,
                        1,
                        10,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        task -> {
                            var made = new Thread(task, "clickhouse-commit");
                            made.setDaemon(true);
                            return made;
                        });
        thread.allowCoreThreadTimeOut(true);
    }

    /**
     * Begins to insert, when those before are in the table. From here on the writer's snapshots
     * hold the blocks.
     *
     * @throws InsertFailedException if those before failed; these are not begun
     */
    void begin(List<InsertBlock> blocks) throws InsertFailedException, InterruptedException {
        await();
        pending.underWay(blocks);
        underWay =
                thread.submit(
                        () -> {
                            try {
                                inserter.insertAll(blocks, pending::inserted);
                            } catch (InsertFailedException e) {
                                pending.failed(e);
                            }
                            return null;
                        });
    }

    /**
     * Waits for what is under way.
     *
     * @throws InsertFailedException if it failed
     */
    void await() throws InsertFailedException, InterruptedException {
        long start = System.nanoTime();
        try {
            underWay.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Inserting ended in a way that it should not", e);
        }
        metrics.stoodStill(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        pending.throwIfFailed();
    }

    /**
     * Waits a while for what is under way: after a stop with a savepoint nobody may start from it,
     * and yet its rows are expected in the table. A cancelled task does not wait.
     */
    @Override
    public void close() {
        try {
            underWay.get(closeTimeoutMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("Not inserted when the task ended", e);
        } finally {
            thread.shutdownNow();
        }
        // Those that failed for good are under way too.
        int left = pending.underWay().size();
        if (left > 0) {
            LOG.warn(
                    "{} blocks are not known to be in ClickHouse, and the task ends. Nothing is lost as long as"
                            + " the last checkpoint or savepoint is: it holds them under their tokens, and a job"
                            + " that starts from it inserts them.",
                    left);
        }
    }
}
