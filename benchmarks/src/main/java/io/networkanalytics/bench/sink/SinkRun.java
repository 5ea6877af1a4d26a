package io.networkanalytics.bench.sink;

import io.networkanalytics.bench.ChildJava;
import io.networkanalytics.bench.Machine;
import io.networkanalytics.clickhouse.ClickHouseColumn;
import io.networkanalytics.clickhouse.ClickHouseConnection;
import io.networkanalytics.clickhouse.ClickHouseSink;
import io.networkanalytics.job.sink.TableColumns;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.table.SampleTable;
import io.networkanalytics.model.table.TableColumn;
import io.networkanalytics.stack.LocalStack;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * One run of one contestant in a process of its own: CONTESTANT ROWS URL USER, the password in the
 * environment. The first eighth of the rows warms the JVM and is not measured. What is measured
 * begins with the first row out of the source and ends when the job ends, so everything is in the
 * table.
 */
final class SinkRun {

    static final String PASSWORD = "BENCH_CLICKHOUSE_PASSWORD";

    private static final int CHECKPOINT_INTERVAL_MILLIS = 1000;
    private static final long SEED = 20_230_910L;

    /** Static, since the source is serialized and the rows are not to be. */
    private static final SampleRows ROWS = new SampleRows(SEED);

    private static final AtomicLong FIRST_ROW = new AtomicLong();

    /**
     * Which row comes first. Not the same in warm-up and measurement: the table would take equal
     * batches without a token for duplicates, and drop them.
     */
    private static final AtomicLong OFFSET = new AtomicLong();

    private SinkRun() {}

    /**
     * Runs.
     *
     * @param args CONTESTANT ROWS URL USER
     * @throws Exception if the run fails
     */
    public static void main(String[] args) throws Exception {
        var contestant = Contestant.valueOf(args[0]);
        int rows = Integer.parseInt(args[1]);
        var connection =
                new ClickHouseConnection(
                        args[2], LocalStack.DATABASE, args[3], System.getenv(PASSWORD));
        int warmUp = rows / 8;
        run(contestant, connection, warmUp);
        OFFSET.set(7_777);
        long nanos = run(contestant, connection, rows - warmUp);
        System.out.println(
                ChildJava.RESULT
                        + (rows - warmUp) * 1e9 / nanos
                        + " "
                        + Machine.peakResidentBytes());
        System.out.flush();
        // Flink's and the client's threads are not waited for.
        System.exit(0);
    }

    private static long run(Contestant contestant, ClickHouseConnection connection, int rows)
            throws Exception {
        return switch (contestant) {
            case EXACTLY_ONCE ->
                    runJob(
                            rows,
                            ClickHouseSink.builder(
                                            connection,
                                            SampleTable.NAME,
                                            TableColumns.of(SampleTable.COLUMNS))
                                    .build());
            case JDBC -> runJob(rows, JdbcSamples.sink(connection));
            case ASYNC -> runJob(rows, new AsyncSampleSink(connection));
            case HTTP ->
                    new BlockPoster(connection, ROWS, TableColumns.of(SampleTable.COLUMNS))
                            .post(rows);
            case HTTP_STRINGS ->
                    new BlockPoster(connection, ROWS, withoutDictionaries()).post(rows);
        };
    }

    private static List<ClickHouseColumn<AnnotatedSample>> withoutDictionaries() {
        List<ClickHouseColumn<AnnotatedSample>> columns = new ArrayList<>();
        for (TableColumn<AnnotatedSample> column : SampleTable.COLUMNS) {
            columns.add(
                    column instanceof TableColumn.TextColumn<AnnotatedSample> text
                            ? ClickHouseColumn.string(text.name(), text.value()::get)
                            : TableColumns.of(List.of(column)).get(0));
        }
        return columns;
    }

    private static long runJob(int rows, Sink<AnnotatedSample> sink) throws Exception {
        var configuration = new Configuration();
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                Files.createTempDirectory("bench-checkpoints").toUri().toString());
        try (var env = StreamExecutionEnvironment.createLocalEnvironment(1, configuration)) {
            env.enableCheckpointing(CHECKPOINT_INTERVAL_MILLIS);
            env.getConfig().enableObjectReuse();
            var source =
                    new DataGeneratorSource<>(
                            SinkRun::row, rows, TypeInformation.of(AnnotatedSample.class));
            env.fromSource(source, WatermarkStrategy.noWatermarks(), "samples")
                    .sinkTo(sink)
                    .uid("sink");
            env.execute("sink benchmark");
        }
        return System.nanoTime() - FIRST_ROW.get();
    }

    private static AnnotatedSample row(long index) {
        if (index == 0) {
            FIRST_ROW.set(System.nanoTime());
        }
        return ROWS.get(index + OFFSET.get());
    }
}
