package io.networkanalytics.forwarder.ship;

/**
 * Bounds the bytes that are under way. Whoever wants to add waits until there is room; a single
 * record larger than the whole budget passes when nothing else is under way.
 */
final class ByteBudget {

    private static final long WORD_NANOS = 10_000_000_000L;

    private final long maxBytes;
    private long used;
    private boolean closed;

    ByteBudget(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /**
     * @param waiting called every ten seconds of waiting
     * @return true if it had to wait
     * @throws ShippingStoppedException once {@link #close} was called
     */
    synchronized boolean take(long bytes, String closedMessage, Runnable waiting)
            throws InterruptedException {
        boolean waited = false;
        long nextWord = System.nanoTime() + WORD_NANOS;
        while (!closed && used > 0 && used + bytes > maxBytes) {
            waited = true;
            wait(WORD_NANOS / 1_000_000);
            if (System.nanoTime() - nextWord >= 0) {
                nextWord += WORD_NANOS;
                waiting.run();
            }
        }
        if (closed) {
            throw new ShippingStoppedException(closedMessage, null);
        }
        used += bytes;
        return waited;
    }

    /** Takes if there is room now; never once {@link #close} was called. */
    synchronized boolean tryTake(long bytes) {
        if (closed || (used > 0 && used + bytes > maxBytes)) {
            return false;
        }
        used += bytes;
        return true;
    }

    synchronized void giveBack(long bytes) {
        used -= bytes;
        notifyAll();
    }

    synchronized long used() {
        return used;
    }

    /** Waits until nothing is under way, at most for so long. */
    synchronized boolean awaitEmpty(long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        while (used > 0) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            wait(left / 1_000_000 + 1);
        }
        return true;
    }

    /** Wakes all that wait; nobody gets anything any more. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
