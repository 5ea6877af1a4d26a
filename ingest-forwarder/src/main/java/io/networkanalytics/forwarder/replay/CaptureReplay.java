package io.networkanalytics.forwarder.replay;

import io.networkanalytics.forwarder.capture.CaptureReader;
import io.networkanalytics.forwarder.intake.Exporter;
import io.networkanalytics.forwarder.intake.Exporters;
import io.networkanalytics.forwarder.intake.InputSettings;
import io.networkanalytics.forwarder.intake.SampleSink;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The replay of a file with everything it needs. */
public final class CaptureReplay {

    private final ReplayOptions options;
    private final Replay replay;
    private final ReplayTally tally = new ReplayTally();

    /**
     * @param options what and how
     * @param exporters gives the exporter its sequence
     * @param sink takes samples and rejections
     * @param clock now
     * @param progress called after each packet
     * @throws IOException if the capture cannot be opened
     */
    public CaptureReplay(
            ReplayOptions options,
            Exporters exporters,
            SampleSink sink,
            Clock clock,
            Consumer<ReplayTally> progress)
            throws IOException {
        this.options = options;
        // A file is read once and on purpose: every packet of it that cannot be decoded is kept.
        InputSettings input =
                new InputSettings("replay", "pcap", options.colo(), InputSettings.UNLIMITED);
        Exporter exporter = exporters.of(input, options.exporter());
        ReplayTimes times =
                new ReplayTimes(
                        options.pace(),
                        options.keepTime(),
                        span(options),
                        clock,
                        TimeUnit.NANOSECONDS::sleep);
        this.replay =
                new Replay(
                        () -> open(options),
                        exporter,
                        options.sampleInterval(),
                        times,
                        sink,
                        tally,
                        progress);
    }

    /** What was done until now. */
    public ReplayTally tally() {
        return tally;
    }

    /**
     * Replays until the end, or without end until {@link #requestStop}.
     *
     * @throws IOException if the capture is damaged; what came before is shipped
     */
    public void run() throws IOException, InterruptedException {
        replay.run(options.loop());
    }

    /** Ends {@link #run} soon; safe on any thread. */
    public void requestStop() {
        replay.requestStop();
    }

    private static CaptureSpan span(ReplayOptions options) throws IOException {
        if (!(options.pace() instanceof Pace.FullSpeed) || options.keepTime()) {
            return new CaptureSpan(0);
        }
        try (CaptureReader capture = open(options)) {
            return CaptureSpan.of(capture);
        }
    }

    private static CaptureReader open(ReplayOptions options) throws IOException {
        return ReplayOptions.isStandardInput(options.file())
                ? CaptureReader.open(System.in)
                : CaptureReader.open(options.file());
    }
}
