package io.networkanalytics.bench.sink;

import io.networkanalytics.bench.SampleBlocks;
import io.networkanalytics.clickhouse.ClickHouseColumn;
import io.networkanalytics.clickhouse.ClickHouseConnection;
import io.networkanalytics.clickhouse.NativeBlockEncoder;
import io.networkanalytics.model.AnnotatedSample;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the server can take from one connection: blocks that were encoded before, posted one after
 * the other, no Flink, no tokens.
 */
final class BlockPoster {

    private static final int BLOCK_ROWS = 500_000;

    private final SampleBlocks server;
    private final SampleRows rows;
    private final List<ClickHouseColumn<AnnotatedSample>> columns;

    BlockPoster(
            ClickHouseConnection connection,
            SampleRows rows,
            List<ClickHouseColumn<AnnotatedSample>> columns) {
        this.server = new SampleBlocks(connection);
        this.rows = rows;
        this.columns = columns;
    }

    /** Returns the nanoseconds that posting took. */
    long post(int count) throws IOException, InterruptedException {
        List<byte[]> blocks = encode(count);
        long start = System.nanoTime();
        for (byte[] block : blocks) {
            server.post(block, "");
        }
        return System.nanoTime() - start;
    }

    private List<byte[]> encode(int count) throws IOException {
        var encoder = new NativeBlockEncoder<>(columns);
        List<byte[]> blocks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            encoder.append(rows.get(i));
            if (encoder.rows() == BLOCK_ROWS || i == count - 1) {
                blocks.add(SampleBlocks.take(encoder));
            }
        }
        return blocks;
    }
}
