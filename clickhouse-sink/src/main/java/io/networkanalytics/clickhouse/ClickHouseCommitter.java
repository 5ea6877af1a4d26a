package io.networkanalytics.clickhouse;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer;

/**
 * Inserts the blocks of a completed checkpoint. To return means committed for ever to Flink, so it
 * returns when the server has all of them, or when the writer has them in its state: then they are
 * inserted while the task encodes the rows of the next checkpoint, and it is the next call that
 * waits for them. It never asks Flink to retry later (that comes back at once, and fails the job
 * after {@code sink.committer.retries}); {@link BlockInserter} waits and retries.
 *
 * <p>Flink calls it on the task's thread when a checkpoint is complete and once more after a
 * restore, with the blocks that the failed job had not reported as committed. Some of those may be
 * in the table already; the token keeps them from being there twice.
 */
final class ClickHouseCommitter implements Committer<InsertBlock> {

    private final BlockInserter inserter;
    private final PendingBlocks pending;
    private final BackgroundInserts background;

    ClickHouseCommitter(
            BlockInserter inserter,
            PendingBlocks pending,
            InsertMetrics metrics,
            long closeTimeoutMillis) {
        this.inserter = inserter;
        this.pending = pending;
        this.background = new BackgroundInserts(inserter, pending, metrics, closeTimeoutMillis);
    }

    @Override
    public void commit(Collection<CommitRequest<InsertBlock>> requests)
            throws IOException, InterruptedException {
        List<InsertBlock> blocks = requests.stream().map(CommitRequest::getCommittable).toList();
        background.begin(blocks);
        if (!pending.isKeptByWriter()) {
            background.await();
        }
    }

    @Override
    public void close() {
        background.close();
        pending.release();
        inserter.close();
    }
}
