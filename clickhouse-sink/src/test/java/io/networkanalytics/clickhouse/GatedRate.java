package io.networkanalytics.clickhouse;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiter;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;

/** A source gives so many rows, and the others when it is told to; checkpoints go on meanwhile. */
final class GatedRate<S extends SourceSplit> implements RateLimiter<S> {

    /** Static, since the source is serialized. For one job at a time. */
    private static volatile CompletableFuture<Void> gate = new CompletableFuture<>();

    private long left;

    private GatedRate(long rowsBefore) {
        left = rowsBefore;
    }

    static <S extends SourceSplit> RateLimiterStrategy<S> after(long rowsBefore) {
        gate = new CompletableFuture<>();
        return parallelism -> new GatedRate<>(rowsBefore);
    }

    static void open() {
        gate.complete(null);
    }

    @Override
    public CompletionStage<Void> acquire(int rows) {
        left -= rows;
        return left >= 0 ? CompletableFuture.completedFuture(null) : gate;
    }
}
