package io.networkanalytics.forwarder.cli;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.networkanalytics.forwarder.capture.CaptureFormatException;
import io.networkanalytics.forwarder.intake.Exporters;
import io.networkanalytics.forwarder.intake.Intake;
import io.networkanalytics.forwarder.intake.MetadataBounds;
import io.networkanalytics.forwarder.observe.ForwarderMetrics;
import io.networkanalytics.forwarder.replay.CaptureReplay;
import io.networkanalytics.forwarder.replay.Pace;
import io.networkanalytics.forwarder.replay.ReplayOptions;
import io.networkanalytics.forwarder.replay.ReplaySummary;
import io.networkanalytics.forwarder.replay.ReplayTally;
import io.networkanalytics.forwarder.ship.KafkaSettings;
import io.networkanalytics.forwarder.ship.KafkaShippers;
import io.networkanalytics.forwarder.ship.Shipper;
import io.networkanalytics.forwarder.ship.ShippingStoppedException;
import io.networkanalytics.model.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Ships the packets of a capture as samples. */
@Command(
        name = "replay",
        description = {
            "Ships the packets of a pcap or pcapng file as samples of source system 'pcap'.",
            "",
            "Times are rewritten: at full speed the capture keeps its spacing and its last packet is now; with"
                    + " --realtime or --rate each packet has the time at which it is replayed. What cannot be decoded"
                    + " goes to the dead letters. The summary on standard output adds up:"
                    + " packets_read = samples_shipped + dead_letters."
        },
        mixinStandardHelpOptions = true,
        versionProvider = BuildVersion.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:everything that was read is in Kafka",
            "1:not everything is, or the capture is damaged; the summary says what",
            "2:wrong arguments, nothing was shipped"
        })
final class ReplayCommand implements Callable<Integer> {

    private static final Duration KAFKA_PATIENCE = Duration.ofSeconds(30);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);
    private static final Duration DRAIN = Duration.ofMinutes(5);
    private static final MetadataBounds METADATA = new MetadataBounds(32, 4096);

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            description = "pcap or pcapng, may be gzipped; - is standard input")
    private Path file;

    @ArgGroup(exclusive = true)
    private PaceOptions pace = new PaceOptions();

    /** Methods, not fields: the last one called says the pace, and picocli lets only one be. */
    static final class PaceOptions {
        private Pace pace = new Pace.FullSpeed();

        @Option(names = "--full-speed", description = "as fast as Kafka takes it (default)")
        void fullSpeed(boolean given) {
            pace = new Pace.FullSpeed();
        }

        @Option(names = "--realtime", description = "with the gaps of the capture")
        void realtime(boolean given) {
            pace = new Pace.Realtime();
        }

        @Option(
                names = "--rate",
                paramLabel = "PPS",
                converter = RateConverter.class,
                description = "evenly, so many packets a second")
        void rate(Pace.Rate rate) {
            pace = rate;
        }
    }

    @Option(names = "--loop", description = "again and again, until a signal")
    private boolean loop;

    @Option(
            names = "--keep-time",
            description = "keep the times of the capture instead of rewriting them")
    private boolean keepTime;

    @Option(
            names = "--exporter",
            paramLabel = "NAME",
            defaultValue = "pcap",
            description = "exporter of the samples (default: ${DEFAULT-VALUE})")
    private String exporter;

    @Option(
            names = "--colo",
            paramLabel = "NAME",
            defaultValue = "",
            description = "site of the samples")
    private String colo;

    @Option(
            names = "--sample-interval",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "packets that each packet of the file stands for, because the capture was sampled 1 in N when"
                            + " it was made: interval N, mode RANDOM. The replay leaves no packet out. Default:"
                            + " ${DEFAULT-VALUE}, mode UNSAMPLED")
    private int sampleInterval;

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:9092",
            description = "bootstrap servers (default: ${DEFAULT-VALUE})")
    private String kafka;

    @Option(
            names = "--summary",
            paramLabel = "FILE",
            description = "write the summary as JSON, too")
    private Path summary;

    @Override
    public Integer call() throws IOException, InterruptedException {
        ReplayOptions options = options();
        Clock clock = Clock.systemUTC();
        MeterRegistry registry = new SimpleMeterRegistry();
        ForwarderMetrics metrics = new ForwarderMetrics(registry);
        Exporters exporters = new Exporters(1, metrics);
        PrintWriter err = spec.commandLine().getErr();
        Thread main = Thread.currentThread();
        Shipper shipper =
                KafkaShippers.open(
                        KafkaSettings.of(kafka),
                        KAFKA_PATIENCE,
                        metrics,
                        message -> main.interrupt());
        Intake intake = new Intake(clock.instant(), METADATA, shipper, clock);
        long start = System.nanoTime();
        CaptureReplay replay =
                open(options, exporters, intake, clock, new ReplayProgress(err, start), shipper);
        try (StopSignal signal = new StopSignal(replay::requestStop, STOP_PATIENCE)) {
            String error = run(replay);
            if (!shipper.drain(error.isEmpty() ? DRAIN : STOP_PATIENCE) && error.isEmpty()) {
                error =
                        "Kafka did not acknowledge everything within "
                                + DRAIN.toMinutes()
                                + " minutes";
            }
            ReplaySummary result =
                    summary(replay.tally(), registry, error, System.nanoTime() - start);
            return signal.exitWith(report(result));
        }
    }

    private ReplayOptions options() {
        if (!file.toString().equals("-") && !Files.isReadable(file)) {
            throw new ParameterException(
                    spec.commandLine(), file + " cannot be read; nothing was shipped");
        }
        try {
            return new ReplayOptions(
                    file, pace.pace, loop, keepTime, exporter, colo, sampleInterval);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private CaptureReplay open(
            ReplayOptions options,
            Exporters exporters,
            Intake intake,
            Clock clock,
            ReplayProgress progress,
            Shipper shipper) {
        try {
            return new CaptureReplay(options, exporters, intake, clock, progress);
        } catch (IOException e) {
            shipper.drain(Duration.ZERO);
            throw new ParameterException(
                    spec.commandLine(), e.getMessage() + "; nothing was shipped");
        }
    }

    /** Returns what went wrong, or "". */
    private static String run(CaptureReplay replay) {
        try {
            replay.run();
            return "";
        } catch (CaptureFormatException e) {
            return e.getMessage();
        } catch (IOException e) {
            return e.toString();
        } catch (ShippingStoppedException e) {
            return e.getMessage();
        } catch (InterruptedException e) {
            return "interrupted, because nothing gets through to Kafka";
        }
    }

    private ReplaySummary summary(
            ReplayTally tally, MeterRegistry registry, String error, long nanos) {
        String problem = error.isEmpty() ? tally.firstFailure() : error;
        return new ReplaySummary(
                file.toString(),
                tally.packetsRead(),
                tally.samplesShipped(),
                tally.representedPackets(),
                tally.representedBytes(),
                tally.samplesAcknowledged(),
                tally.deadLetterCount(),
                count(registry, ForwarderMetrics.ACKNOWLEDGED, Topics.DEAD_LETTERS),
                tally.deadLetters(),
                tally.captureBytes(),
                count(registry, ForwarderMetrics.ACKNOWLEDGED_BYTES, Topics.PACKET_SAMPLES),
                nanos / 1e9,
                problem);
    }

    private static long count(MeterRegistry registry, String name, String topic) {
        return (long) registry.counter(name, "topic", topic).count();
    }

    private int report(ReplaySummary result) throws IOException {
        spec.commandLine().getOut().println(result.line());
        spec.commandLine().getOut().flush();
        if (summary != null) {
            result.write(summary);
        }
        return result.complete() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }
}
