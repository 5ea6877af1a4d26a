package io.networkanalytics.forwarder.intake;

import io.networkanalytics.forwarder.ship.ShippingStoppedException;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread of an input that reads one source until it is told to stop or the source fails. */
public final class InputThread {

    private static final Logger LOG = LoggerFactory.getLogger(InputThread.class);

    /** What the thread does; it ends soon after the input was told to stop. */
    @FunctionalInterface
    public interface Body {
        void run() throws IOException, InterruptedException;
    }

    private final Thread thread;

    /**
     * @param name of the thread
     * @param body what it does
     */
    public InputThread(String name, Body body) {
        this.thread = new Thread(() -> run(body), name);
    }

    public void start() {
        thread.start();
    }

    /**
     * Waits for the end, which the caller has asked the body for.
     *
     * @param deadline after it the thread is interrupted; what its source still held is lost
     */
    public void awaitStop(Duration deadline) {
        try {
            thread.join(Math.max(1, deadline.toMillis()));
            if (thread.isAlive()) {
                LOG.warn(
                        "{}: gave up after {}; what its source still held is lost",
                        thread.getName(),
                        deadline);
                thread.interrupt();
                thread.join();
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    /**
     * @param wait how long to wait for it, not 0
     * @return whether the thread has ended
     */
    public boolean ended(Duration wait) {
        try {
            thread.join(Math.max(1, wait.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    /** Ends a thread that only waits for its source. */
    public void interruptAndAwait() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void run(Body body) {
        String name = Thread.currentThread().getName();
        try {
            body.run();
        } catch (InterruptedException e) {
            LOG.debug("{} interrupted", name);
        } catch (ShippingStoppedException e) {
            LOG.warn("{} ends: {}", name, e.getMessage());
        } catch (IOException | RuntimeException e) {
            LOG.error("{} ends, nothing is received by it from now on: {}", name, e.toString(), e);
        }
    }
}
