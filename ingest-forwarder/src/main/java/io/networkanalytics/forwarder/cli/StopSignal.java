package io.networkanalytics.forwarder.cli;

/**
 * Turns SIGTERM and SIGINT into a request to stop, keeps the process alive until the main thread
 * has drained, and ends it with the code that the main thread chose: a stop on demand that lost
 * nothing is a success.
 */
final class StopSignal implements AutoCloseable {

    private final Runnable requestStop;
    private final Thread hook = new Thread(this::stopAndWait, "stop");
    private int exitCode = 1;
    private boolean finished;

    StopSignal(Runnable requestStop) {
        this.requestStop = requestStop;
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
        while (!finished) {
            try {
                wait();
            } catch (InterruptedException e) {
                return exitCode;
            }
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
