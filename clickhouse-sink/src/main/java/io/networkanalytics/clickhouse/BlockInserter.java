package io.networkanalytics.clickhouse;

import java.util.Collection;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Inserts blocks, several at once, and returns when the server has all of them. A TRANSIENT failure
 * is tried again after a wait, without end; the waiting is done here, because Flink's own
 * retryLater comes back at once and gives up after ten times.
 *
 * <p>One thread at a time uses it; the calls to the transport run on threads of its own.
 */
final class BlockInserter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BlockInserter.class);
    private static final AtomicInteger THREADS = new AtomicInteger();

    private final InsertTransport transport;
    private final int maxConcurrent;
    private final RetryPolicy retryPolicy;
    private final InsertMetrics metrics;
    private final RandomGenerator random;
    private final LongSupplier nanoTime;
    private final ExecutorService threads;

    BlockInserter(
            InsertTransport transport,
            int maxConcurrent,
            RetryPolicy retryPolicy,
            InsertMetrics metrics,
            RandomGenerator random,
            LongSupplier nanoTime) {
        this.transport = transport;
        this.maxConcurrent = maxConcurrent;
        this.retryPolicy = retryPolicy;
        this.metrics = metrics;
        this.random = random;
        this.nanoTime = nanoTime;
        this.threads = threads(maxConcurrent);
    }

    private static ExecutorService threads(int count) {
        var pool =
                new ThreadPoolExecutor(
                        count,
                        count,
                        10,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        task -> {
                            var thread =
                                    new Thread(
                                            task, "clickhouse-insert-" + THREADS.incrementAndGet());
                            thread.setDaemon(true);
                            return thread;
                        });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** A block's next attempt. */
    private record Attempt(InsertBlock block, int number, long dueNanos) {}

    /** How an attempt ended: {@code failure} is null if the server has the block. */
    private record Outcome(Attempt attempt, long nanos, Throwable failure) {}

    /**
     * Inserts all blocks.
     *
     * @param blocks any number
     * @param inserted told of each block that the server has, on the caller's thread
     * @throws InsertFailedException at the first FATAL or BAD_DATA failure, once the attempts under
     *     way have ended; blocks not told of may or may not be inserted, and are to be inserted
     *     again under their tokens
     * @throws InterruptedException if the task is cancelled; the same is true
     */
    void insertAll(Collection<InsertBlock> blocks, Consumer<InsertBlock> inserted)
            throws InsertFailedException, InterruptedException {
        if (blocks.isEmpty()) {
            return;
        }
        long start = nanoTime.getAsLong();
        var round = new Round(start);
        blocks.forEach(block -> round.waiting.add(new Attempt(block, 1, start)));
        round.run(inserted);
        metrics.committed(millis(nanoTime.getAsLong() - start));
    }

    /**
     * One call of {@link #insertAll}; its queue is its own, so late ends of an interrupted one are
     * lost.
     */
    private final class Round {
        private final PriorityQueue<Attempt> waiting;
        private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
        private int running;
        private InsertFailedException failure;

        Round(long start) {
            waiting =
                    new PriorityQueue<>(
                            Comparator.comparingLong(attempt -> attempt.dueNanos - start));
        }

        void run(Consumer<InsertBlock> inserted)
                throws InsertFailedException, InterruptedException {
            while (true) {
                long now = nanoTime.getAsLong();
                while (failure == null && running < maxConcurrent && isDue(now)) {
                    start(waiting.poll());
                }
                if (running == 0 && failure != null) {
                    throw failure;
                }
                if (running == 0 && waiting.isEmpty()) {
                    return;
                }
                Outcome outcome = await(now);
                if (outcome != null) {
                    running--;
                    end(outcome, inserted);
                }
            }
        }

        private boolean isDue(long now) {
            return !waiting.isEmpty() && waiting.peek().dueNanos - now <= 0;
        }

        private void start(Attempt attempt) {
            running++;
            if (attempt.number > 1) {
                metrics.retried();
            }
            threads.execute(
                    () -> {
                        long begin = nanoTime.getAsLong();
                        Throwable failed = null;
                        try {
                            transport.insert(attempt.block);
                        } catch (Throwable e) {
                            // Errors too: an attempt that never ends would stop the task for ever.
                            failed = e;
                        }
                        outcomes.add(new Outcome(attempt, nanoTime.getAsLong() - begin, failed));
                    });
        }

        /** Waits for an attempt to end or for the next to be due, then returns null. */
        private Outcome await(long now) throws InterruptedException {
            if (failure != null || waiting.isEmpty() || running == maxConcurrent) {
                return outcomes.take();
            }
            Outcome outcome = outcomes.poll(waiting.peek().dueNanos - now, TimeUnit.NANOSECONDS);
            if (running == 0) {
                metrics.waited(millis(nanoTime.getAsLong() - now));
            }
            return outcome;
        }

        private void end(Outcome outcome, Consumer<InsertBlock> inserted) {
            Attempt attempt = outcome.attempt;
            if (outcome.failure == null
                    || InsertFailureClassifier.isAlreadyInserted(outcome.failure)) {
                metrics.inserted(attempt.block, millis(outcome.nanos));
                inserted.accept(attempt.block);
                return;
            }
            InsertFailure classed = InsertFailureClassifier.classify(outcome.failure);
            String message = classed.message(attempt.block.toString(), attempt.number);
            metrics.failed(attempt.block, classed, message);
            if (classed.failureClass() == FailureClass.TRANSIENT) {
                // A line at 1, 2, 4, 8 ...: an outage of hours must not fill the log.
                if (Integer.bitCount(attempt.number) == 1) {
                    LOG.warn("{}", message);
                }
                long wait = retryPolicy.waitMillis(attempt.number, random);
                waiting.add(
                        new Attempt(
                                attempt.block,
                                attempt.number + 1,
                                nanoTime.getAsLong() + TimeUnit.MILLISECONDS.toNanos(wait)));
                return;
            }
            var exception =
                    new InsertFailedException(classed, attempt.block.toString(), attempt.number);
            if (failure == null) {
                failure = exception;
            } else {
                failure.addSuppressed(exception);
            }
        }
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    /** Ends the attempts under way; whether the server took them shows their token later. */
    @Override
    public void close() {
        threads.shutdownNow();
        transport.close();
    }
}
