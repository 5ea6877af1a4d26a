package io.networkanalytics.stack;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Waits for what another process does, by asking again and again. */
final class Await {
    private static final long PAUSE_MILLIS = 100;

    /** Tells what is still missing. */
    @FunctionalInterface
    interface Check {
        /** Empty when there is nothing left to wait for, else what is missing, for the message. */
        Optional<String> missing();
    }

    private Await() {}

    /**
     * @param what for the message: "TaskManager 1 to register"
     * @throws StackException if it has not happened after {@code timeout}, naming what was missing
     *     at last
     */
    static void until(String what, Duration timeout, Check check) {
        until(what, timeout, check, () -> "");
    }

    /** As above, with more to say when it has not happened. */
    static void until(String what, Duration timeout, Check check, Supplier<String> context) {
        long deadline = System.nanoTime() + timeout.toNanos();
        Optional<String> missing = check.missing();
        while (missing.isPresent()) {
            if (System.nanoTime() > deadline) {
                throw new StackException(
                        "Waited "
                                + timeout.toSeconds()
                                + " s for "
                                + what
                                + ". At last: "
                                + missing.get()
                                + ". "
                                + context.get());
            }
            pause();
            missing = check.missing();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while waiting for a server", e);
        }
    }
}
