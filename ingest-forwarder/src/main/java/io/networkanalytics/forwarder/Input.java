package io.networkanalytics.forwarder;

import java.time.Duration;

/**
 * A way for samples to come in: sockets, a file, a server. It runs on threads of its own and puts
 * what it gets into a {@link io.networkanalytics.forwarder.intake.SampleSink}.
 */
public interface Input {

    /** Its name in the configuration. */
    String name();

    /**
     * Begins to take in. Returns when senders can reach it.
     *
     * @throws java.io.UncheckedIOException if it cannot, with what is in the way
     */
    void start();

    /**
     * Takes in no more; what it already has is handed on first. May be called when it never
     * started.
     *
     * @param deadline the longest wait, after which what is left is given up and counted
     */
    void stop(Duration deadline);

    /**
     * Goes on as another input was configured, on the sockets that it has, so that nothing sent
     * meanwhile is lost.
     *
     * @param changed never started; takes over nothing but its configuration
     * @return false if it cannot; then nothing has changed
     */
    default boolean adopt(Input changed) {
        return false;
    }

    /**
     * Whether it may run beside another input of the same kind that is about to take its place:
     * whatever is sent reaches one of them only.
     */
    default boolean mayOverlap() {
        return false;
    }
}
