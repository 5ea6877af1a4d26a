package io.networkanalytics.forwarder.cli;

import io.networkanalytics.forwarder.replay.ReplayTally;
import java.io.PrintWriter;
import java.util.function.Consumer;

/** A line every five seconds of a long replay. */
final class ReplayProgress implements Consumer<ReplayTally> {

    private static final long INTERVAL_NANOS = 5_000_000_000L;

    private final PrintWriter out;
    private final long start;
    private long nextLine;

    ReplayProgress(PrintWriter out, long start) {
        this.out = out;
        this.start = start;
        this.nextLine = start + INTERVAL_NANOS;
    }

    @Override
    public void accept(ReplayTally tally) {
        long now = System.nanoTime();
        if (now - nextLine < 0) {
            return;
        }
        nextLine = now + INTERVAL_NANOS;
        double seconds = (now - start) / 1e9;
        out.printf(
                "%.0f s: %,d packets read (%,.0f a second), %,d acknowledged, %,d dead letters%n",
                seconds,
                tally.packetsRead(),
                tally.packetsRead() / seconds,
                tally.samplesAcknowledged(),
                tally.deadLetterCount());
        out.flush();
    }
}
