package io.networkanalytics.clickhouse;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;

/**
 * Appends rows to the open block and closes it when it is full and at every barrier.
 *
 * <p>Exactly once: closed blocks wait for the barrier and go into the checkpoint. Its state are the
 * blocks that the committer is still inserting, see {@link PendingBlocks}. At least once: they are
 * inserted at once, and a checkpoint finds nothing left.
 *
 * <p>What it has closed and the server does not have yet is held on the heap and bounded, see
 * {@link Pacing}.
 *
 * @param <T> the row
 */
final class ClickHouseWriter<T>
        implements CommittingSinkWriter<T, InsertBlock>, StatefulSinkWriter<T, InsertBlock> {

    private final String table;
    private final List<String> columnNames;
    private final NativeBlockEncoder<T> encoder;
    private final BlockBounds bounds;
    private final Supplier<UUID> tokens;
    private final PendingBlocks pending;
    private final Pacing pacing;
    private final WriterMetrics metrics;

    /** Null in exactly-once mode. */
    private final BlockInserter inserter;

    private final List<InsertBlock> closed = new ArrayList<>();

    ClickHouseWriter(
            String table,
            List<ClickHouseColumn<T>> columns,
            BlockBounds bounds,
            Supplier<UUID> tokens,
            PendingBlocks pending,
            Pacing pacing,
            WriterMetrics metrics,
            BlockInserter inserter) {
        this.table = table;
        this.columnNames = columns.stream().map(ClickHouseColumn::name).toList();
        this.encoder = new NativeBlockEncoder<>(columns);
        this.bounds = bounds;
        this.tokens = tokens;
        this.pending = pending;
        this.pacing = pacing;
        this.metrics = metrics;
        this.inserter = inserter;
        metrics.pending(pending);
    }

    @Override
    public void write(T row, Context context) throws IOException, InterruptedException {
        pacing.beforeRow();
        encoder.append(row);
        if (encoder.rows() >= bounds.maxRows() || encoder.bytes() >= bounds.maxBytes()) {
            closeBlock();
            if (inserter != null) {
                insertClosed();
            }
        }
    }

    /**
     * Takes blocks that the restored job had committed and did not know to be inserted: they go to
     * the committer again with the next barrier, under their tokens.
     */
    void restored(Collection<InsertBlock> blocks) {
        closed.addAll(blocks);
        blocks.forEach(pending::closed);
        pacing.blocksPending();
    }

    /** What the committer has taken over from Flink and the server does not have yet. */
    @Override
    public List<InsertBlock> snapshotState(long checkpointId) {
        return pending.underWay();
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
        pending.throwIfFailed();
        if (endOfInput) {
            // Without rows since the last barrier no commit follows, and nobody would wait.
            pending.inputEnded();
            pending.awaitInserted();
        }
        closeBlock();
        if (inserter != null) {
            insertClosed();
        }
    }

    @Override
    public Collection<InsertBlock> prepareCommit() {
        List<InsertBlock> handedOver = List.copyOf(closed);
        closed.clear();
        pending.handedOver();
        pacing.blocksPending();
        return handedOver;
    }

    private void closeBlock() throws IOException {
        if (encoder.rows() == 0) {
            return;
        }
        long start = System.nanoTime();
        long uncompressedBytes = encoder.bytes();
        byte[] payload = Lz4Frame.compress(encoder::writeTo, uncompressedBytes);
        var block =
                new InsertBlock(
                        table,
                        columnNames,
                        tokens.get(),
                        encoder.rows(),
                        uncompressedBytes,
                        payload);
        encoder.clear();
        closed.add(block);
        pending.closed(block);
        metrics.closed(block, System.nanoTime() - start);
        pacing.blocksPending();
    }

    private void insertClosed() throws IOException, InterruptedException {
        inserter.insertAll(closed, pending::inserted);
        closed.clear();
        pacing.blocksPending();
    }

    /** Blocks that were not handed over are dropped here: their rows are read again. */
    @Override
    public void close() {
        pending.release();
        if (inserter != null) {
            inserter.close();
        }
    }
}
