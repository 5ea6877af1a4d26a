package io.networkanalytics.forwarder.ship;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds the bytes that are under way. Whoever wants to add waits until there is room; a single
 * record larger than the whole budget passes when nothing else is under way.
 *
 * <p>Every record takes and gives back, on two threads: both are one atomic operation, and the
 * monitor is only for those that wait.
 */
final class ByteBudget {

    private static final long WORD_NANOS = 10_000_000_000L;

    private final long maxBytes;
    private final AtomicLong used = new AtomicLong();

    /** Written before {@link #used} is read, and read after it is written: no wake-up is missed. */
    private final AtomicInteger waiting = new AtomicInteger();

    private volatile boolean closed;

    ByteBudget(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /**
     * @param stillWaiting called every ten seconds of waiting
     * @return true if it had to wait
     * @throws ShippingStoppedException once {@link #close} was called
     */
    boolean take(long bytes, String closedMessage, Runnable stillWaiting)
            throws InterruptedException {
        if (tryTake(bytes)) {
            return false;
        }
        waitAndTake(bytes, stillWaiting);
        if (closed) {
            throw new ShippingStoppedException(closedMessage, null);
        }
        return true;
    }

    private synchronized void waitAndTake(long bytes, Runnable stillWaiting)
            throws InterruptedException {
        waiting.incrementAndGet();
        try {
            long nextWord = System.nanoTime() + WORD_NANOS;
            while (!closed && !tryTake(bytes)) {
                wait(WORD_NANOS / 1_000_000);
                if (System.nanoTime() - nextWord >= 0) {
                    nextWord += WORD_NANOS;
                    stillWaiting.run();
                }
            }
        } finally {
            waiting.decrementAndGet();
        }
    }

    /** Takes if there is room now; never once {@link #close} was called. */
    boolean tryTake(long bytes) {
        while (!closed) {
            long before = used.get();
            if (before > 0 && before + bytes > maxBytes) {
                return false;
            }
            if (used.compareAndSet(before, before + bytes)) {
                return true;
            }
        }
        return false;
    }

    void giveBack(long bytes) {
        used.addAndGet(-bytes);
        if (waiting.get() > 0) {
            wake();
        }
    }

    private synchronized void wake() {
        notifyAll();
    }

    long used() {
        return used.get();
    }

    /** Waits until nothing is under way, at most for so long. */
    synchronized boolean awaitEmpty(long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        waiting.incrementAndGet();
        try {
            while (used.get() > 0) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                wait(left / 1_000_000 + 1);
            }
            return true;
        } finally {
            waiting.decrementAndGet();
        }
    }

    /** Wakes all that wait; nobody gets anything any more. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
