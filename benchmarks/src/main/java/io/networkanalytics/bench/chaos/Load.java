package io.networkanalytics.bench.chaos;

import io.networkanalytics.bench.detector.LiveTraffic;
import io.networkanalytics.bench.intake.NumberedSender;
import io.networkanalytics.stack.demo.Totals;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The sender at work, on a thread of its own, and what was acknowledged to it: the truth. */
final class Load {

    /** Without attacks and faults, until the last attack has ended. */
    private static final Duration TAIL = Duration.ofSeconds(25);

    private final SampleCount acknowledged = new SampleCount();
    private final NumberedSender sender;
    private final CompletableFuture<Void> sending;

    /** Begins to send. */
    Load(ChaosStack stack, ChaosOptions options, Clock clock) {
        long start = clock.millis();
        long attackEnd = start + options.load().toMillis();
        PacedSamples samples =
                new PacedSamples(
                        new LiveTraffic(options.seed(), start * 1_000_000L, attackEnd * 1_000_000L),
                        options.samplesPerSecond(),
                        clock,
                        attackEnd + TAIL.toMillis());
        sender = new NumberedSender(stack.forwarder().port(), samples, acknowledged::add);
        sending =
                CompletableFuture.runAsync(
                        () -> {
                            try {
                                sender.run(List.of());
                            } catch (InterruptedException e) {
                                throw new CompletionException(e);
                            }
                        });
    }

    /** Fails if the sender has. */
    void check() throws IOException {
        if (sending.isCompletedExceptionally()) {
            await();
        }
    }

    /** Waits until all is sent and acknowledged. */
    void await() throws IOException {
        try {
            sending.join();
        } catch (CompletionException e) {
            throw new IOException("the sender gave up: " + e.getCause(), e);
        }
    }

    long acknowledged() {
        return acknowledged.samples();
    }

    /** After {@link #await}. */
    Totals totals() {
        return acknowledged.totals();
    }

    /** Samples written to streams, those that were sent again included. */
    long sent() {
        return sender.sent();
    }

    int streams() {
        return sender.streams();
    }
}
