package io.networkanalytics.bench.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.networkanalytics.clickhouse.InsertBlock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.SinkWriter;

/**
 * Gives blocks tokens that are made of subtask and number of the checkpoint, counted from the one
 * that was restored: right as long as no checkpoint fails.
 *
 * @param <T> the row
 */
final class CheckpointTokenWriter<T> implements CommittingSinkWriter<T, InsertBlock> {

    private final CommittingSinkWriter<T, InsertBlock> writer;
    private final int subtask;
    private long checkpoint;

    @SuppressWarnings("unchecked") // The writer of a sink with a committer.
    CheckpointTokenWriter(SinkWriter<T> writer, int subtask, long restoredCheckpoint) {
        this.writer = (CommittingSinkWriter<T, InsertBlock>) writer;
        this.subtask = subtask;
        this.checkpoint = restoredCheckpoint;
    }

    @Override
    public Collection<InsertBlock> prepareCommit() throws IOException, InterruptedException {
        checkpoint++;
        List<InsertBlock> blocks = new ArrayList<>();
        for (InsertBlock block : writer.prepareCommit()) {
            String name = block.table() + "/" + subtask + "/" + checkpoint + "/" + blocks.size();
            blocks.add(
                    SabotagedSink.withToken(block, UUID.nameUUIDFromBytes(name.getBytes(UTF_8))));
        }
        return blocks;
    }

    @Override
    public void write(T row, Context context) throws IOException, InterruptedException {
        writer.write(row, context);
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
        writer.flush(endOfInput);
    }

    @Override
    public void writeWatermark(Watermark watermark) throws IOException, InterruptedException {
        writer.writeWatermark(watermark);
    }

    @Override
    public void close() throws Exception {
        writer.close();
    }
}
