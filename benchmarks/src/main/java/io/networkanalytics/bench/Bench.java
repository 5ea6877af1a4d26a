package io.networkanalytics.bench;

import io.networkanalytics.bench.chaos.ChaosBench;
import io.networkanalytics.bench.decode.DecodeAccuracyBench;
import io.networkanalytics.bench.decode.ExporterAccuracyBench;
import io.networkanalytics.bench.detector.DetectorAccuracyBench;
import io.networkanalytics.bench.detector.DetectorBench;
import io.networkanalytics.bench.detector.DetectorRecallBench;
import io.networkanalytics.bench.forwarder.ForwarderBench;
import io.networkanalytics.bench.forwarder.ProducerBench;
import io.networkanalytics.bench.forwarder.StagesBench;
import io.networkanalytics.bench.fuzz.FuzzBench;
import io.networkanalytics.bench.intake.IntakeChaosBench;
import io.networkanalytics.bench.nflog.NflogBench;
import io.networkanalytics.bench.outage.OutageBench;
import io.networkanalytics.bench.pipeline.PipelineBench;
import io.networkanalytics.bench.rules.RulesBench;
import io.networkanalytics.bench.sink.SinkBench;
import io.networkanalytics.bench.storage.CodecBench;
import io.networkanalytics.bench.storage.StorageBench;
import io.networkanalytics.bench.tracker.TrackerAccuracyBench;
import io.networkanalytics.bench.tracker.TrackerBench;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Main of {@code bin/bench}. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures, prints a table and writes benchmarks/target/bench/NAME.json.",
        subcommands = {
            ChaosBench.class,
            DecodeAccuracyBench.class,
            DetectorAccuracyBench.class,
            DetectorBench.class,
            DetectorRecallBench.class,
            ExporterAccuracyBench.class,
            ForwarderBench.class,
            ProducerBench.class,
            StagesBench.class,
            FuzzBench.class,
            IntakeChaosBench.class,
            NflogBench.class,
            OutageBench.class,
            PipelineBench.class,
            RulesBench.class,
            SinkBench.class,
            CodecBench.class,
            StorageBench.class,
            TrackerAccuracyBench.class,
            TrackerBench.class,
        })
public final class Bench {

    private Bench() {}

    /**
     * Runs a benchmark.
     *
     * @param args its name and options
     */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Bench()).execute(args));
    }
}
