package io.networkanalytics.bench.tracker;

import io.networkanalytics.bench.ChildJava;
import io.networkanalytics.bench.Machine;
import io.networkanalytics.job.annotate.tcp.ConnectionKey;
import io.networkanalytics.job.annotate.tcp.ConnectionKeySerializer;
import io.networkanalytics.job.annotate.tcp.TcpSettings;
import io.networkanalytics.job.annotate.tcp.TcpTrackFunction;
import io.networkanalytics.model.AnnotatedSample;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.state.rocksdb.RocksDBOptions;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/**
 * One run, in a process of its own: opens connections in the job's operator on one of Flink's state
 * backends, then sends packets of connections chosen at random, and prints packets per second of
 * the processor time of the whole process, and its memory.
 */
public final class TrackerMain {

    private static final int OUTPUT_KEPT = 1000;
    private static final int WARM_UP = 300_000;

    /** Packets that are made, which is not measured, before they are tracked, which is. */
    private static final int CHUNK = 50_000;

    private TrackerMain() {}

    /**
     * Runs.
     *
     * @param args heap or rocksdb; connections; packets, a multiple of 50,000; a folder for RocksDB
     * @throws Exception if the operator fails
     */
    public static void main(String[] args) throws Exception {
        int connections = Integer.parseInt(args[1]);
        int packets = Integer.parseInt(args[2]);
        ConnectionLoad load = new ConnectionLoad();
        try (var harness = harness(backend(args[0], Path.of(args[3])))) {
            harness.open();
            for (int i = 0; i < connections; i++) {
                process(harness, load.open(i), i);
            }
            SplittableRandom random = new SplittableRandom(1);
            for (int i = 0; i < WARM_UP; i++) {
                process(harness, load.send(random.nextInt(connections)), i);
            }
            System.gc();
            long nanos = 0;
            AnnotatedSample[] chunk = new AnnotatedSample[CHUNK];
            for (int done = 0; done < packets; done += CHUNK) {
                for (int i = 0; i < CHUNK; i++) {
                    chunk[i] = load.send(random.nextInt(connections));
                }
                long start = cpuNanos();
                for (int i = 0; i < CHUNK; i++) {
                    process(harness, chunk[i], i);
                }
                nanos += cpuNanos() - start;
            }
            double perSecond = packets / (nanos / 1e9);
            System.out.println(ChildJava.RESULT + perSecond + " " + Machine.peakResidentBytes());
            System.out.flush();
        }
    }

    private static void process(
            KeyedOneInputStreamOperatorTestHarness<ConnectionKey, AnnotatedSample, AnnotatedSample>
                    harness,
            AnnotatedSample sample,
            int number)
            throws Exception {
        harness.processElement(sample, ConnectionLoad.NOW_NANOS / 1_000_000);
        if (number % OUTPUT_KEPT == 0) {
            harness.getOutput().clear();
            var awaiting = harness.getSideOutput(TcpTrackFunction.AWAIT_RATE);
            if (awaiting != null) {
                awaiting.clear();
            }
        }
    }

    private static KeyedOneInputStreamOperatorTestHarness<
                    ConnectionKey, AnnotatedSample, AnnotatedSample>
            harness(StateBackend backend) throws Exception {
        var function = new TcpTrackFunction(TcpSettings.DEFAULT, Duration.ZERO);
        var harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(function),
                        s -> ConnectionKey.of(s.account().accountId(), s.sample()),
                        ConnectionKeySerializer.TYPE);
        harness.setStateBackend(backend);
        return harness;
    }

    private static StateBackend backend(String name, Path folder) throws Exception {
        if (name.equals("heap")) {
            return new HashMapStateBackend();
        }
        Configuration options = new Configuration();
        options.set(RocksDBOptions.FIX_PER_SLOT_MEMORY_SIZE, MemorySize.ofMebiBytes(512));
        EmbeddedRocksDBStateBackend backend =
                new EmbeddedRocksDBStateBackend(false)
                        .configure(options, TrackerMain.class.getClassLoader());
        Files.createDirectories(folder);
        backend.setDbStoragePath(folder.toAbsolutePath().toString());
        return backend;
    }

    private static long cpuNanos() {
        var os =
                (com.sun.management.OperatingSystemMXBean)
                        ManagementFactory.getOperatingSystemMXBean();
        return os.getProcessCpuTime();
    }
}
