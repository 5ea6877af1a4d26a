package io.networkanalytics.forwarder.json;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that hand in requests, and the requests that wait for one. While Kafka is away the
 * threads wait for it with what they have, and requests come on: those that were answered meanwhile
 * are withdrawn, or their bodies would pile up for as long as it lasts.
 */
final class RequestWorkers {

    private final ThreadPoolExecutor threads;

    /**
     * @param name of the input
     * @param workers threads
     * @param maxWaiting requests that may wait for one
     */
    RequestWorkers(String name, int workers, int maxWaiting) {
        threads =
                new ThreadPoolExecutor(
                        workers,
                        workers,
                        0,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(maxWaiting),
                        new DefaultThreadFactory(name + "-worker"));
    }

    /** Whether a request will be handed in; not if too many wait, or after {@link #stop}. */
    boolean offer(Runnable request) {
        try {
            threads.execute(request);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /** A request needs not be handed in any more, if that has not begun. */
    void withdraw(Runnable request) {
        threads.remove(request);
    }

    /** Takes no more, and interrupts those that are handed in. */
    void stop() {
        threads.shutdownNow();
    }
}
