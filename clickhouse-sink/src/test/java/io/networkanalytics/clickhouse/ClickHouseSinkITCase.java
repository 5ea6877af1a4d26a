package io.networkanalytics.clickhouse;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.clickhouse.TestingRows.Row;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The sink against a real ClickHouse. */
@Tag("exactly-once")
@Timeout(180)
class ClickHouseSinkITCase {

    private static final AtomicInteger TABLES = new AtomicInteger();

    @TempDir private static Path dir;
    private static RealClickHouse clickHouse;

    private String table;
    private InsertTransport transport;

    @BeforeAll
    static void start() {
        clickHouse = new RealClickHouse(dir.resolve("stack"));
    }

    @AfterAll
    static void stop() {
        clickHouse.close();
    }

    @BeforeEach
    void open() {
        table = "sink_test_" + TABLES.incrementAndGet();
        transport = transport(clickHouse.writer());
    }

    @AfterEach
    void close() {
        transport.close();
    }

    private static InsertTransport transport(ClickHouseConnection connection) {
        return new ClientInsertTransport(connection, 4, 60_000, Map.of());
    }

    private void createIds(String partition) {
        clickHouse.sql(
                "CREATE TABLE "
                        + table
                        + " (id UInt64) ENGINE = MergeTree PARTITION BY "
                        + partition
                        + " ORDER BY id SETTINGS non_replicated_deduplication_window = 10000");
    }

    private String countAndSum() {
        return clickHouse.sql("SELECT count(), sum(id), uniqExact(id) FROM " + table);
    }

    private static String countAndSum(long rows) {
        return rows + "\t" + rows * (rows - 1) / 2 + "\t" + rows;
    }

    private static FailureClass classOf(Throwable failure) {
        return InsertFailureClassifier.classify(failure).failureClass();
    }

    @Test
    void everyTypeArrivesAsItWas() throws Exception {
        clickHouse.sql(
                "CREATE TABLE "
                        + table
                        + " ("
                        + TestingRows.TABLE_COLUMNS
                        + ") ENGINE = MergeTree ORDER BY u8"
                        + " SETTINGS non_replicated_deduplication_window = 10");
        new StartupCheck(transport, RetryPolicy.DEFAULT, Thread::sleep, new Random(1))
                .columns(table, TestingRows.COLUMNS);
        var encoder = new NativeBlockEncoder<>(TestingRows.COLUMNS);
        TestingRows.EDGES.forEach(encoder::append);
        transport.insert(
                new InsertBlock(
                        table,
                        TestingRows.COLUMNS.stream().map(ClickHouseColumn::name).toList(),
                        UUID.randomUUID(),
                        encoder.rows(),
                        encoder.bytes(),
                        Lz4Frame.compress(encoder::writeTo, encoder.bytes())));
        assertEquals(
                String.join(
                        "\n",
                        "0\t0\t0\t0\t-9223372036854775808\t0\t0\t0\t::\t0\t0\t\t{}",
                        "17\t443\t1000000\t1700000000000000\t-5\t0.1\t1700000000\t1700000000123456789"
                                + "\t::ffff:192.0.2.7\t"
                                + hash(1, Row::text)
                                + "\t00FF270A\tdrop\t{'rule':'block udp'}",
                        "255\t65535\t4294967295\t18446744073709551615\t9223372036854775807\t-1e300"
                                + "\t4294967295\t4000000000000000000\t::ffff:192.0.2.7\t"
                                + hash(2, Row::text)
                                + "\t20000\tdrop\t{'rule':'pass'}"),
                clickHouse.sql(
                        "SELECT u8, u16, u32, u64, i64, f64, toUnixTimestamp(seconds),"
                                + " toUnixTimestamp64Nano(nanos), address,"
                                + " if(text = '', 0, cityHash64(text)),"
                                + " if(length(bytes) = 4, hex(bytes), toString(length(bytes))),"
                                + " name, labels FROM "
                                + table
                                + " ORDER BY u8 FORMAT TSVRaw"));
    }

    /** The server's own hash of a text that goes to it as a parameter of plain SQL. */
    private static String hash(int row, java.util.function.Function<Row, String> text) {
        return clickHouse.sql(
                "SELECT cityHash64('" + text.apply(TestingRows.EDGES.get(row)) + "')");
    }

    @Test
    void aRepeatedBlockIsThereOnceInTheTableAndInWhatItsViewFeeds() throws Exception {
        // 400 partitions: more than the server allows unless told, and each with a token of its
        // own.
        createIds("id");
        clickHouse.sql(
                "CREATE TABLE "
                        + table
                        + "_sum (k UInt8, n SimpleAggregateFunction(sum, UInt64)) ENGINE ="
                        + " AggregatingMergeTree ORDER BY k"
                        + " SETTINGS non_replicated_deduplication_window = 10000");
        clickHouse.sql(
                "CREATE MATERIALIZED VIEW "
                        + table
                        + "_view TO "
                        + table
                        // Without a definer the writer would need SELECT on what the view reads.
                        + "_sum DEFINER = CURRENT_USER SQL SECURITY DEFINER AS SELECT toUInt8(id % 2) AS k, count() AS n FROM "
                        + table
                        + " GROUP BY k");
        InsertBlock block = TestingRows.block(table, LongStream.range(0, 400).toArray());
        InsertBlock sameRowsAnotherToken =
                new InsertBlock(
                        table,
                        block.columns(),
                        UUID.randomUUID(),
                        block.rows(),
                        block.uncompressedBytes(),
                        block.payload());
        for (int i = 0; i < 3; i++) {
            transport.insert(block);
        }
        assertEquals(countAndSum(400), countAndSum());
        assertEquals("400", clickHouse.sql("SELECT sum(n) FROM " + table + "_sum"));
        transport.insert(sameRowsAnotherToken);
        assertEquals("800", clickHouse.sql("SELECT count() FROM " + table));
        assertEquals("800", clickHouse.sql("SELECT sum(n) FROM " + table + "_sum"));
    }

    @Test
    void oneBlockBecomesOnePart() throws Exception {
        createIds("tuple()");
        clickHouse.sql("SYSTEM STOP MERGES " + table);
        transport.insert(TestingRows.block(table, LongStream.range(0, 1_500_000).toArray()));
        assertEquals(
                "1",
                clickHouse.sql(
                        "SELECT count() FROM system.parts WHERE active AND table = '"
                                + table
                                + "'"));
    }

    @Test
    void aSecondOfRowsIsAPartInTheTableAndOneInWhatItsViewFeeds(@TempDir Path checkpoints)
            throws Exception {
        createIds("tuple()");
        clickHouse.sql(
                "CREATE TABLE "
                        + table
                        + "_tenth (id UInt64) ENGINE = MergeTree ORDER BY id"
                        + " SETTINGS non_replicated_deduplication_window = 10000");
        clickHouse.sql(
                "CREATE MATERIALIZED VIEW "
                        + table
                        + "_view TO "
                        + table
                        + "_tenth DEFINER = CURRENT_USER SQL SECURITY DEFINER AS SELECT id FROM "
                        + table
                        + " WHERE id % 10 = 0");
        clickHouse.sql("SYSTEM STOP MERGES " + table);
        clickHouse.sql("SYSTEM STOP MERGES " + table + "_tenth");
        var configuration = new Configuration();
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
        TestingMetricReporter.configure(configuration);
        long start = System.nanoTime();
        try (var env = StreamExecutionEnvironment.createLocalEnvironment(1, configuration)) {
            env.enableCheckpointing(1000);
            var numbers =
                    new DataGeneratorSource<>(
                            (Long i) -> i,
                            40_000,
                            RateLimiterStrategy.perSecond(8_000),
                            Types.LONG);
            env.fromSource(numbers, WatermarkStrategy.noWatermarks(), "numbers")
                    .sinkTo(
                            ClickHouseSink.builder(clickHouse.writer(), table, TestingRows.IDS)
                                    .build())
                    .uid("sink");
            env.execute("rows at a second each");
        }
        double minutes = (System.nanoTime() - start) / 60e9;
        long blocks = TestingMetricReporter.count("insertedBlocks");
        assertEquals(blocks, parts(table));
        assertEquals(blocks, parts(table + "_tenth"));
        // The seconds of the rows, and the checkpoint at the end.
        assertTrue(blocks >= 2 && blocks <= 60 * minutes + 2, blocks + " in " + minutes + " min");
        System.out.printf(
                "checkpoint every 1 s, parallelism 1: %.0f parts/min in the table, as many in what its"
                        + " view feeds%n",
                blocks / minutes);
    }

    private static long parts(String table) {
        return Long.parseLong(
                clickHouse.sql(
                        "SELECT count() FROM system.parts WHERE active AND table = '"
                                + table
                                + "'"));
    }

    @Test
    void failuresOfARealServerAreClassed() throws Exception {
        createIds("tuple()");
        InsertBlock good = TestingRows.block(table, 1, 2, 3);
        InsertBlock elsewhere = TestingRows.block("no_such_table", 1);
        assertEquals(
                FailureClass.FATAL,
                classOf(assertThrows(Exception.class, () -> transport.insert(elsewhere))));

        byte[] damaged = good.payload().clone();
        damaged[damaged.length - 10] ^= 1;
        assertEquals(
                FailureClass.BAD_DATA,
                classOf(assertThrows(Exception.class, () -> insert(good, damaged))));
        // The server reads a frame that ends too early as an end without rows, and reports success.
        byte[] cut = java.util.Arrays.copyOf(good.payload(), good.payload().length - 20);
        assertEquals(
                FailureClass.BAD_DATA,
                classOf(assertThrows(IncompleteInsertException.class, () -> insert(good, cut))));
        assertEquals("0", clickHouse.sql("SELECT count() FROM " + table));

        ClickHouseConnection writer = clickHouse.writer();
        try (var wrong =
                transport(
                        new ClickHouseConnection(
                                writer.url(), writer.database(), writer.user(), "wrong"))) {
            assertEquals(
                    FailureClass.FATAL,
                    classOf(assertThrows(Exception.class, () -> wrong.insert(good))));
        }
        try (var nobody =
                transport(
                        new ClickHouseConnection(
                                "http://127.0.0.1:1", writer.database(), writer.user(), "x"))) {
            assertEquals(
                    FailureClass.TRANSIENT,
                    classOf(assertThrows(Exception.class, () -> nobody.insert(good))));
        }
        assertThrows(Exception.class, () -> transport.columns("no_such_table"));
        assertDoesNotThrow(() -> transport.insert(good));
    }

    private void insert(InsertBlock block, byte[] payload) throws Exception {
        transport.insert(
                new InsertBlock(
                        table,
                        block.columns(),
                        UUID.randomUUID(),
                        block.rows(),
                        block.uncompressedBytes(),
                        payload));
    }

    @Test
    void theCodesHaveTheNamesThatTheServerGivesThem() {
        for (ServerError error : ServerError.values()) {
            assertEquals(
                    error.name(),
                    clickHouse.sql(
                            "SELECT any(name) FROM system.errors WHERE code = "
                                    + error.code()
                                    + " SETTINGS system_events_show_zero_values = 1"));
        }
        assertEquals(
                "INSERT_WAS_DEDUPLICATED",
                clickHouse.sql(
                        "SELECT any(name) FROM system.errors WHERE code = "
                                + ServerError.INSERT_WAS_DEDUPLICATED
                                + " SETTINGS system_events_show_zero_values = 1"));
    }

    @Test
    void theDeduplicationWindowIsReadWithNoGrantButInsert() throws Exception {
        createIds("tuple()");
        assertEquals(
                new DeduplicationWindowCheck.Window(10_000, Long.MAX_VALUE),
                DeduplicationWindowCheck.windowOf(transport.createStatement("`" + table + "`")));
    }

    @Test
    void killingTheServerAgainAndAgainNeitherLosesNorDoubles(@TempDir Path checkpoints)
            throws Exception {
        createIds("id % 3");
        long rows = 600_000;
        var configuration = new Configuration();
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
        try (var env = StreamExecutionEnvironment.createLocalEnvironment(2, configuration)) {
            env.enableCheckpointing(100);
            var numbers =
                    new DataGeneratorSource<>(
                            (Long i) -> i, rows, RateLimiterStrategy.perSecond(60_000), Types.LONG);
            env.fromSource(numbers, WatermarkStrategy.noWatermarks(), "numbers")
                    .sinkTo(
                            ClickHouseSink.builder(clickHouse.writer(), table, TestingRows.IDS)
                                    .insertTimeout(Duration.ofSeconds(20))
                                    .retryPolicy(new RetryPolicy(50, 500))
                                    .build())
                    .uid("sink");
            JobClient job = env.executeAsync("rows through kills");
            long inserted = 0;
            for (int kill = 0; kill < 3; kill++) {
                inserted = awaitMoreThan(inserted);
                clickHouse.killAndRestart();
            }
            job.getJobExecutionResult().get();
        }
        assertEquals(countAndSum(rows), countAndSum());
    }

    /** Inserts go on all the time, ten checkpoints a second, so a kill at once is amid some. */
    private long awaitMoreThan(long rows) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (System.nanoTime() < deadline) {
            long now = Long.parseLong(clickHouse.sql("SELECT count() FROM " + table));
            if (now > rows) {
                return now;
            }
        }
        assertTrue(false, "no more than " + rows + " rows within 60 s");
        return rows;
    }

    @Test
    void aTableWithoutAWindowIsRefused() {
        clickHouse.sql("CREATE TABLE " + table + " (id UInt64) ENGINE = MergeTree ORDER BY id");
        var check = new StartupCheck(transport, RetryPolicy.DEFAULT, Thread::sleep, new Random(1));
        var e =
                assertThrows(
                        IllegalStateException.class,
                        () -> check.deduplicationWindow(table, 1, DeduplicationNeeds.DEFAULT));
        assertTrue(e.getMessage().contains("last 0 blocks"), e.getMessage());
        assertEquals(List.of(), clickHouse.sql("SELECT id FROM " + table).lines().toList());
    }
}
