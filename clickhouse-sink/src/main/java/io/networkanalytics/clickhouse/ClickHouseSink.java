package io.networkanalytics.clickhouse;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.metrics.MetricGroup;

/**
 * Writes rows to a ClickHouse table, each exactly once (the default) or at least once.
 *
 * <p>Exactly once needs checkpointing, and a table that remembers tokens: {@code
 * non_replicated_deduplication_window} for a MergeTree table, on by default for a replicated one;
 * and the same for the tables that its materialized views feed. Rows become queryable when the
 * checkpoint after them completes. ClickHouse being away stops the job's sources and loses nothing.
 *
 * <p>What it does not guard against: restoring a savepoint older than the last completed checkpoint
 * writes the rows in between again, as with every transactional sink. Blocks in flight are in the
 * operator state, so give the sink a uid. The writer has had state since blocks are inserted while
 * the task goes on; a version of the sink from before restores without it and would lose those
 * blocks, so go back to one only from a savepoint that stopped the job, and only if the stop did
 * not warn of blocks that are not known to be in ClickHouse.
 *
 * <pre>{@code
 * stream.sinkTo(
 *         ClickHouseSink.builder(connection, "flows", columns)
 *                 .mode(DeliveryMode.EXACTLY_ONCE)
 *                 .build())
 *     .uid("flows-sink");
 * }</pre>
 *
 * @param <T> the row; read in {@code write} and not kept, so object reuse is fine
 */
public final class ClickHouseSink<T>
        implements Sink<T>, SupportsWriterState<T, InsertBlock>, SupportsCommitter<InsertBlock> {

    private static final long serialVersionUID = 1;

    /** A fraction of the time that Flink gives a task to end (task.cancellation.timeout, 3 min). */
    private static final long CLOSE_TIMEOUT_MILLIS = 30_000;

    /** Where writer and committer of a subtask find each other. */
    private final UUID id = UUID.randomUUID();

    private final String table;
    private final List<ClickHouseColumn<T>> columns;
    private final ClickHouseSinkOptions options;
    private final InsertTransport.Factory transport;

    ClickHouseSink(
            String table,
            List<ClickHouseColumn<T>> columns,
            ClickHouseSinkOptions options,
            InsertTransport.Factory transport) {
        this.table = table;
        this.columns = columns;
        this.options = options;
        this.transport = transport;
    }

    /**
     * Begins a sink.
     *
     * @param connection where the server is
     * @param table name of the table, in the connection's database
     * @param columns the columns to fill, at least one, each once
     * @param <T> the row
     * @return to be given options and built
     */
    public static <T> ClickHouseSinkBuilder<T> builder(
            ClickHouseConnection connection, String table, List<ClickHouseColumn<T>> columns) {
        return new ClickHouseSinkBuilder<>(connection, table, columns);
    }

    @Override
    public ClickHouseWriter<T> createWriter(WriterInitContext context) throws IOException {
        if (context.getTaskInfo().getIndexOfThisSubtask() == 0) {
            checkTable(context.getTaskInfo().getNumberOfParallelSubtasks());
        }
        var pending = PendingBlocks.openForWriter(id, context.getTaskInfo());
        var metrics = new WriterMetrics(context.metricGroup());
        var pacing =
                new Pacing(
                        options.maxPendingBytes(), pending, Thread::sleep, metrics.pacedMillis());
        return new ClickHouseWriter<>(
                table,
                columns,
                options.blockBounds(),
                UUID::randomUUID,
                pending,
                pacing,
                metrics,
                options.mode() == DeliveryMode.AT_LEAST_ONCE
                        ? inserter(metrics(context.metricGroup()))
                        : null);
    }

    @Override
    public ClickHouseWriter<T> restoreWriter(
            WriterInitContext context, Collection<InsertBlock> underWay) throws IOException {
        ClickHouseWriter<T> writer = createWriter(context);
        writer.restored(underWay);
        return writer;
    }

    /** The same as of committables: it is the same blocks. */
    @Override
    public SimpleVersionedSerializer<InsertBlock> getWriterStateSerializer() {
        return new InsertBlockSerializer();
    }

    private void checkTable(int parallelism) throws IOException {
        try (InsertTransport checked = transport.create()) {
            var check =
                    new StartupCheck(checked, options.retryPolicy(), Thread::sleep, new Random());
            check.columns(table, columns);
            if (options.mode() == DeliveryMode.EXACTLY_ONCE) {
                check.deduplicationWindow(table, parallelism, options.deduplicationNeeds());
                check.partRate(table, parallelism, options.deduplicationNeeds());
            }
        }
    }

    @Override
    public Committer<InsertBlock> createCommitter(CommitterInitContext context) {
        var metrics = metrics(context.metricGroup());
        return new ClickHouseCommitter(
                inserter(metrics),
                PendingBlocks.openForCommitter(id, context.getTaskInfo()),
                metrics,
                CLOSE_TIMEOUT_MILLIS);
    }

    private InsertMetrics metrics(MetricGroup operator) {
        return new InsertMetrics(
                operator, options.deduplicationNeeds().partitionsPerBlock(), System::nanoTime);
    }

    private BlockInserter inserter(InsertMetrics metrics) {
        return new BlockInserter(
                transport.create(),
                options.maxConcurrentInserts(),
                options.retryPolicy(),
                metrics,
                new Random(),
                System::nanoTime);
    }

    @Override
    public SimpleVersionedSerializer<InsertBlock> getCommittableSerializer() {
        return new InsertBlockSerializer();
    }
}
