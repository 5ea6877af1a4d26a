package io.networkanalytics.bench.storage;

import io.networkanalytics.bench.SampleBlocks;
import io.networkanalytics.clickhouse.NativeBlockEncoder;
import io.networkanalytics.job.sink.TableColumns;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.table.SampleTable;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Writes traffic into {@code samples}: some threads make, encode and post blocks of it. */
final class TrafficLoad {

    static final int BLOCK_ROWS = 1_000_000;

    private static final int THREADS = 3;

    /** More than are on the way when it is stopped. */
    private static final int MOST_IN_FLIGHT = 3 * THREADS;

    private static final String DEDUPLICATED =
            "&insert_deduplicate=1&deduplicate_blocks_in_dependent_materialized_views=1"
                    + "&insert_deduplication_token=block-";

    private static final int BLOCKS_BETWEEN_LINES = 5;

    private final StoredTraffic traffic;
    private final SampleBlocks server;
    private final PrintStream out;

    /** Blocks of which the tables and views have all: whatever has begun is written again. */
    private final Set<Long> stored;

    TrafficLoad(StoredTraffic traffic, BenchServer server, PrintStream out) throws IOException {
        this.traffic = traffic;
        this.server = server.blocks();
        this.out = out;
        List<Long> begun =
                server
                        .tables()
                        .rows(
                                "SELECT DISTINCT "
                                        + traffic.blockOf(BLOCK_ROWS)
                                        + " AS b FROM samples ORDER BY b")
                        .stream()
                        .map(row -> Long.valueOf(row.get(0)))
                        .toList();
        stored = Set.copyOf(begun.subList(0, Math.max(0, begun.size() - MOST_IN_FLIGHT)));
    }

    /**
     * Writes rows from the first on, but for those that are there. A load that was stopped can be
     * gone on with: each block has a token, by which the server knows what it has of it.
     *
     * @return rows a second, with making and encoding them
     */
    double write(long rows) throws IOException, InterruptedException {
        long start = System.nanoTime();
        var next = new AtomicLong();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Void>> all = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                all.add(threads.submit(() -> writeBlocks(rows, next, start)));
            }
            for (Future<Void> one : all) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("the traffic could not be written", e.getCause());
        } finally {
            threads.shutdownNow();
        }
        return (rows - stored.size() * (double) BLOCK_ROWS) * 1e9 / (System.nanoTime() - start);
    }

    private Void writeBlocks(long rows, AtomicLong next, long start) throws Exception {
        var encoder = newEncoder();
        for (long block = next.getAndIncrement();
                block * BLOCK_ROWS < rows;
                block = next.getAndIncrement()) {
            if (stored.contains(block)) {
                continue;
            }
            long first = block * BLOCK_ROWS;
            int count = (int) Math.min(BLOCK_ROWS, rows - first);
            server.post(encode(encoder, traffic, first, count), DEDUPLICATED + block);
            if (block % BLOCKS_BETWEEN_LINES == BLOCKS_BETWEEN_LINES - 1) {
                double seconds = (System.nanoTime() - start) / 1e9;
                out.printf(Locale.ROOT, "%,d rows after %.0f s%n", first + count, seconds);
            }
        }
        return null;
    }

    static NativeBlockEncoder<AnnotatedSample> newEncoder() {
        return new NativeBlockEncoder<>(TableColumns.of(SampleTable.COLUMNS));
    }

    /** A block of the rows from an index on. */
    static byte[] encode(
            NativeBlockEncoder<AnnotatedSample> encoder,
            StoredTraffic traffic,
            long first,
            int count)
            throws IOException {
        SplittableRandom random = StoredTraffic.randomOf(first);
        for (int i = 0; i < count; i++) {
            encoder.append(traffic.row(first + i, random));
        }
        return SampleBlocks.take(encoder);
    }
}
