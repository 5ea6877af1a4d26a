package io.networkanalytics.clickhouse;

import static io.networkanalytics.clickhouse.InsertFailureClassifierTest.server;
import static io.networkanalytics.clickhouse.TestingClickHouse.failing;
import static io.networkanalytics.clickhouse.TestingClickHouse.failingAfterStore;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The sink in a running job, with a server that fails. */
@Timeout(90)
class ClickHouseSinkTest {

    private static final int ROWS = 4000;

    /** Failures left for the job to throw; static because the function is serialized. */
    private static final AtomicInteger FAILURES = new AtomicInteger();

    @TempDir Path checkpoints;

    private final TestingClickHouse server = new TestingClickHouse();

    private ClickHouseSink<Long> sink(DeliveryMode mode) {
        server.columns = List.of(new InsertTransport.ServerColumn("id", "UInt64", ""));
        return ClickHouseSink.builder(
                        new ClickHouseConnection("http://127.0.0.1:1", "db", "writer", "secret"),
                        "t",
                        TestingRows.IDS)
                .mode(mode)
                .blockBounds(new BlockBounds(300, 1 << 20))
                .retryPolicy(new RetryPolicy(1, 10))
                .transport(server.transports())
                .build();
    }

    private void run(DeliveryMode mode, int failures) throws Exception {
        FAILURES.set(failures);
        var configuration = new Configuration();
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 20);
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(10));
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
        try (var env = StreamExecutionEnvironment.createLocalEnvironment(2, configuration)) {
            env.enableCheckpointing(50);
            var numbers =
                    new DataGeneratorSource<>(
                            (Long i) -> i, ROWS, RateLimiterStrategy.perSecond(4000), Types.LONG);
            env.fromSource(numbers, WatermarkStrategy.noWatermarks(), "numbers")
                    .map(ClickHouseSinkTest::failAtTimes)
                    .returns(Types.LONG)
                    .sinkTo(sink(mode))
                    .uid("sink");
            env.execute("rows, exactly once");
        }
    }

    /** Fails where rows of several checkpoints are behind it. */
    private static Long failAtTimes(Long id) {
        if (id % 1000 == 900 && FAILURES.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
            throw new IllegalStateException("as planned, at row " + id);
        }
        return id;
    }

    private List<Long> stored() {
        return server.stored().stream().flatMap(b -> TestingRows.ids(b).stream()).sorted().toList();
    }

    private void assertAllRowsOnce() {
        assertEquals(LongStream.range(0, ROWS).boxed().toList(), stored());
        assertEquals(0, server.openTransports.get(), "transports left open");
        assertEquals(0, PendingBlocks.openCount(), "counts of pending blocks left open");
    }

    @Test
    void everyRowIsThereOnce() throws Exception {
        run(DeliveryMode.EXACTLY_ONCE, 0);
        assertAllRowsOnce();
    }

    @Test
    void failuresOfTheJobNeitherLoseNorDouble() throws Exception {
        run(DeliveryMode.EXACTLY_ONCE, 3);
        assertEquals(0, FAILURES.get());
        assertAllRowsOnce();
    }

    @Test
    void failuresOfTheServerNeitherLoseNorDouble() throws Exception {
        // The first two attempts are those of the check at start; then lost answers and refusals in
        // turn,
        // with a FATAL one that takes the job through a restore with blocks to commit.
        server.then((block, store) -> {});
        for (int i = 0; i < 12; i++) {
            server.then(
                    failingAfterStore(new SocketTimeoutException("Read timed out")),
                    failing(server(252, "too many parts", 500)),
                    (block, store) -> store.run());
        }
        server.then(
                (block, store) -> {
                    if (block != null) {
                        store.run();
                        throw server(497, "not enough privileges", 403);
                    }
                });
        run(DeliveryMode.EXACTLY_ONCE, 1);
        assertTrue(server.attempts.get() > 37, "attempts: " + server.attempts.get());
        assertAllRowsOnce();
    }

    @Test
    void atLeastOnceLosesNothing() throws Exception {
        run(DeliveryMode.AT_LEAST_ONCE, 2);
        assertEquals(
                LongStream.range(0, ROWS).boxed().toList(), stored().stream().distinct().toList());
    }

    @Test
    void optionsThatWouldLoseRowsAreRefused() {
        var builder =
                ClickHouseSink.builder(
                        new ClickHouseConnection("http://127.0.0.1:1", "db", "writer", "secret"),
                        "t",
                        TestingRows.IDS);
        assertThrows(IllegalArgumentException.class, () -> builder.setting("async_insert", "1"));
        assertThrows(
                IllegalArgumentException.class,
                () -> builder.setting("insert_deduplication_token", "x"));
        assertThrows(IllegalArgumentException.class, () -> builder.maxPendingBytes(0));
        assertThrows(IllegalArgumentException.class, () -> builder.maxConcurrentInserts(0));
        assertThrows(IllegalArgumentException.class, () -> builder.insertTimeout(Duration.ZERO));
    }

    @Test
    void passwordsAreNotPrinted() {
        String text =
                new ClickHouseConnection("http://127.0.0.1:1", "db", "writer", "secret").toString();
        assertTrue(text.contains("writer") && !text.contains("secret"), text);
    }

    @Test
    void aColumnThatIsDeclaredTwiceIsRefused() {
        var column = ClickHouseColumn.<Long>uint64("id", v -> v);
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        ClickHouseSink.builder(
                                new ClickHouseConnection("http://127.0.0.1:1", "db", "w", ""),
                                "t",
                                List.of(column, column)));
    }
}
