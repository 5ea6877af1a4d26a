package io.networkanalytics.forwarder.cli;

import java.time.Duration;

/**
 * Turns SIGTERM and SIGINT into a request to stop, keeps the process alive until the main thread
 * has drained, and ends it with the code that the main thread chose: a stop on demand that lost
 * nothing is a success.
 */
final class StopSignal implements AutoCloseable {

    private final Runnable requestStop;
    private final Duration patience;
    private final Thread main = Thread.currentThread();
    private final Thread hook = new Thread(this::stopAndWait, "stop");
    private int exitCode = 1;
    private boolean finished;

    /**
     * @param requestStop asks the main thread, which is the one that calls this, to finish
     * @param patience after this long without an end the main thread is interrupted: it may wait
     *     for a Kafka that does not come back
     */
    StopSignal(Runnable requestStop, Duration patience) {
        this.requestStop = requestStop;
        this.patience = patience;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Notes the exit code, for the case that a signal came. */
    synchronized int exitWith(int code) {
        exitCode = code;
        return code;
    }

    private void stopAndWait() {
        requestStop.run();
        Runtime.getRuntime().halt(awaitFinish());
    }

    private synchronized int awaitFinish() {
        long end = System.nanoTime() + patience.toNanos();
        try {
            while (!finished) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    main.interrupt();
                    end = Long.MAX_VALUE / 2 + System.nanoTime();
                } else {
                    wait(left / 1_000_000 + 1);
                }
            }
        } catch (InterruptedException e) {
            return exitCode;
        }
        return exitCode;
    }

    /** The main thread has finished: the process may end. */
    @Override
    public void close() {
        synchronized (this) {
            finished = true;
            notifyAll();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // A signal came: the hook is running and ends the process.
            return;
        }
    }
}
