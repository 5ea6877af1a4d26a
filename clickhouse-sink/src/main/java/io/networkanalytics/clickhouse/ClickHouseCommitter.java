package io.networkanalytics.clickhouse;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer;

/**
 * Inserts the blocks of a completed checkpoint and returns when the server has all of them: a
 * return means committed for ever to Flink. It never asks Flink to retry later (that comes back at
 * once, and fails the job after {@code sink.committer.retries}); {@link BlockInserter} waits and
 * retries.
 *
 * <p>Flink calls it on the task's thread when a checkpoint is complete and once more after a
 * restore, with the blocks that the failed job had not reported as committed. Some of those may be
 * in the table already; the token keeps them from being there twice.
 */
final class ClickHouseCommitter implements Committer<InsertBlock> {

    private final BlockInserter inserter;
    private final PendingBlocks pending;

    ClickHouseCommitter(BlockInserter inserter, PendingBlocks pending) {
        this.inserter = inserter;
        this.pending = pending;
    }

    @Override
    public void commit(Collection<CommitRequest<InsertBlock>> requests)
            throws IOException, InterruptedException {
        List<InsertBlock> blocks = requests.stream().map(CommitRequest::getCommittable).toList();
        inserter.insertAll(blocks, pending::inserted);
    }

    @Override
    public void close() {
        pending.release();
        inserter.close();
    }
}
