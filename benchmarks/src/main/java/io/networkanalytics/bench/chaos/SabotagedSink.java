package io.networkanalytics.bench.chaos;

import io.networkanalytics.clickhouse.ClickHouseSink;
import io.networkanalytics.clickhouse.InsertBlock;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * The sink with other tokens: what would be wrong with it.
 *
 * @param <T> the row
 */
final class SabotagedSink<T> implements Sink<T>, SupportsCommitter<InsertBlock> {

    private static final long serialVersionUID = 1;

    private final ClickHouseSink<T> sink;
    private final Sabotage sabotage;

    SabotagedSink(ClickHouseSink<T> sink, Sabotage sabotage) {
        this.sink = sink;
        this.sabotage = sabotage;
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) throws IOException {
        SinkWriter<T> writer = sink.createWriter(context);
        return sabotage == Sabotage.CHECKPOINT_TOKEN
                ? new CheckpointTokenWriter<>(
                        writer,
                        context.getTaskInfo().getIndexOfThisSubtask(),
                        context.getRestoredCheckpointId().orElse(0))
                : writer;
    }

    @Override
    public Committer<InsertBlock> createCommitter(CommitterInitContext context) {
        Committer<InsertBlock> committer = sink.createCommitter(context);
        return sabotage == Sabotage.NO_TOKEN ? new ForgetfulCommitter(committer) : committer;
    }

    @Override
    public SimpleVersionedSerializer<InsertBlock> getCommittableSerializer() {
        return sink.getCommittableSerializer();
    }

    static InsertBlock withToken(InsertBlock block, UUID token) {
        return new InsertBlock(
                block.table(),
                block.columns(),
                token,
                block.rows(),
                block.uncompressedBytes(),
                block.payload());
    }

    /** Hands the blocks on, each under a token that nobody has seen. */
    private record ForgetfulCommitter(Committer<InsertBlock> committer)
            implements Committer<InsertBlock> {

        @Override
        public void commit(Collection<CommitRequest<InsertBlock>> requests)
                throws IOException, InterruptedException {
            List<CommitRequest<InsertBlock>> others =
                    requests.stream().<CommitRequest<InsertBlock>>map(Renamed::new).toList();
            committer.commit(others);
        }

        @Override
        public void close() throws Exception {
            committer.close();
        }
    }

    private record Renamed(Committer.CommitRequest<InsertBlock> request)
            implements Committer.CommitRequest<InsertBlock> {

        @Override
        public InsertBlock getCommittable() {
            return withToken(request.getCommittable(), UUID.randomUUID());
        }

        @Override
        public int getNumberOfRetries() {
            return request.getNumberOfRetries();
        }

        @Override
        public void signalFailedWithKnownReason(Throwable reason) {
            request.signalFailedWithKnownReason(reason);
        }

        @Override
        public void signalFailedWithUnknownReason(Throwable reason) {
            request.signalFailedWithUnknownReason(reason);
        }

        @Override
        public void retryLater() {
            request.retryLater();
        }

        @Override
        public void updateAndRetryLater(InsertBlock block) {
            request.updateAndRetryLater(block);
        }

        @Override
        public void signalAlreadyCommitted() {
            request.signalAlreadyCommitted();
        }
    }
}
