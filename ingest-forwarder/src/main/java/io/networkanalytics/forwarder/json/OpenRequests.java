package io.networkanalytics.forwarder.json;

import java.util.concurrent.TimeUnit;

/** Counts what is not answered yet, so that a stop can wait for it. */
final class OpenRequests {

    private int count;

    synchronized void opened() {
        count++;
    }

    synchronized void answered() {
        count--;
        notifyAll();
    }

    /**
     * Waits until all are answered.
     *
     * @return false if the time passed before
     */
    synchronized boolean awaitNone(long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        while (count > 0) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }
}
