package io.networkanalytics.clickhouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.LocalStreamEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ExceptionUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A job with the sink in it, a real server, and what goes wrong with real servers: it begins while
 * the job runs, is seen, and ends. Then every row is there once: where the class is TRANSIENT
 * without help, where it is FATAL after the job was started again from its checkpoint.
 */
@Tag("exactly-once")
@Timeout(120)
class InsertFailuresITCase {

    private static final long ROWS = 6000;
    private static final int MIN_RETRIES = 2;
    private static final String FORMAT = "| %-21s | %-9s | %7s | %-29s | %-17s | %s |%n";

    private static final ConcurrentLinkedQueue<String> TABLE = new ConcurrentLinkedQueue<>();

    @TempDir private static Path dir;
    private static FaultyClickHouse clickHouse;

    @BeforeAll
    static void start() throws Exception {
        clickHouse = new FaultyClickHouse(dir.resolve("stack"));
    }

    @AfterAll
    static void stop() throws Exception {
        clickHouse.close();
        System.out.printf(
                FORMAT,
                "failure",
                "class",
                "retries",
                "metric insertFailureReasons.",
                "rows afterwards",
                "message");
        TABLE.stream().sorted().forEach(System.out::print);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void isSeenAndEndsWithEveryRowThereOnce(Fault fault, @TempDir Path checkpoints)
            throws Exception {
        assumeTrue(
                fault != Fault.DISK_FULL || clickHouse.canFillItsDisk(), "mount is refused here");
        String table = "fault_" + fault.name().toLowerCase(Locale.ROOT);
        clickHouse.sql(
                "CREATE TABLE "
                        + table
                        + " (id UInt64) ENGINE = MergeTree ORDER BY tuple()"
                        + " SETTINGS non_replicated_deduplication_window = 10000");
        String reason = "insertFailureReasons." + fault.reason();
        String message;
        long retries;
        try (var env = environment(checkpoints, false)) {
            JobClient job = job(env, table);
            await("rows in " + table, () -> clickHouse.count(table) > 0);
            fault.begin(clickHouse, table);
            GatedRate.open();
            if (fault.expected() == FailureClass.TRANSIENT) {
                await(
                        reason + " and retries",
                        () ->
                                TestingMetricReporter.count(reason) > 0
                                        && TestingMetricReporter.count("insertRetries")
                                                >= MIN_RETRIES);
                message = String.valueOf(TestingMetricReporter.gauge("lastFailure"));
                assertTrue((Long) TestingMetricReporter.gauge("failingMillis") >= 0);
                fault.end(clickHouse, table);
                job.getJobExecutionResult().get();
                assertEquals(0L, TestingMetricReporter.gauge("failingMillis"));
            } else {
                var failed =
                        assertThrows(
                                ExecutionException.class, () -> job.getJobExecutionResult().get());
                message =
                        ExceptionUtils.findThrowable(failed, InsertFailedException.class)
                                .orElseThrow(() -> new AssertionError(failed))
                                .getMessage();
                fault.end(clickHouse, table);
            }
            retries = TestingMetricReporter.count("insertRetries");
        }
        assertTrue(
                TestingMetricReporter.count(reason) > 0, reason + " was not counted: " + message);
        assertTrue(
                TestingMetricReporter.count("insertFailures." + fault.expected()) > 0,
                fault.expected() + " was not counted");
        assertMessage(fault, message);
        if (fault.expected() != FailureClass.TRANSIENT) {
            try (var env = environment(checkpoints, true)) {
                JobClient job = job(env, table);
                GatedRate.open();
                job.getJobExecutionResult().get();
            }
        }
        String rows = clickHouse.sql("SELECT count(), uniqExact(id), sum(id) FROM " + table);
        assertEquals(ROWS + "\t" + ROWS + "\t" + ROWS * (ROWS - 1) / 2, rows);
        TABLE.add(
                String.format(
                        FORMAT,
                        fault,
                        fault.expected(),
                        retries,
                        fault.reason(),
                        ROWS + " once each",
                        message));
    }

    private static void assertMessage(Fault fault, String message) {
        for (String part :
                new String[] {
                    "token",
                    fault.reason(),
                    "Class " + fault.expected(),
                    "Nothing is dropped",
                    "Remedy"
                }) {
            assertTrue(
                    part.equals("CONNECTION") || message.contains(part),
                    () -> part + " is not in: " + message);
        }
    }

    private static LocalStreamEnvironment environment(Path checkpoints, boolean again)
            throws IOException {
        var configuration = new Configuration();
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
        configuration.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        if (again) {
            configuration.set(
                    StateRecoveryOptions.SAVEPOINT_PATH, newestCheckpoint(checkpoints).toString());
        }
        TestingMetricReporter.configure(configuration);
        LocalStreamEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
        env.enableCheckpointing(100);
        return env;
    }

    private static Path newestCheckpoint(Path checkpoints) throws IOException {
        try (Stream<Path> files = Files.walk(checkpoints)) {
            return files.filter(file -> file.endsWith("_metadata"))
                    .map(Path::getParent)
                    .max(
                            Comparator.comparingInt(
                                    folder ->
                                            Integer.parseInt(
                                                    folder.getFileName().toString().substring(4))))
                    .orElseThrow();
        }
    }

    private static JobClient job(StreamExecutionEnvironment env, String table) throws Exception {
        var numbers =
                new DataGeneratorSource<>(
                        (Long i) -> i, ROWS, GatedRate.after(ROWS / 2), Types.LONG);
        env.fromSource(numbers, WatermarkStrategy.noWatermarks(), "numbers")
                .uid("numbers")
                .sinkTo(
                        ClickHouseSink.builder(clickHouse.writer(), table, TestingRows.IDS)
                                .insertTimeout(Duration.ofSeconds(2))
                                .retryPolicy(new RetryPolicy(50, 200))
                                .build())
                .uid("sink");
        return env.executeAsync("rows into " + table);
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "not within 60 s: " + what);
            Thread.onSpinWait();
        }
    }
}
