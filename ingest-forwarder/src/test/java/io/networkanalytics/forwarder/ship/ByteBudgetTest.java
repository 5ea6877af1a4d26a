package io.networkanalytics.forwarder.ship;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ByteBudgetTest {

    private static final Runnable SILENT = () -> {};

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() throws InterruptedException {
        threads.shutdownNow();
        assertTrue(threads.awaitTermination(10, TimeUnit.SECONDS), "threads still run");
    }

    @Test
    void aRecordLargerThanAllPassesAloneOnly() throws Exception {
        ByteBudget budget = new ByteBudget(100);
        assertFalse(budget.take(500, "closed", SILENT));
        assertFalse(budget.tryTake(1));
        budget.giveBack(500);
        assertTrue(budget.tryTake(60));
        assertFalse(budget.tryTake(41));
        assertTrue(budget.tryTake(40));
        assertEquals(100, budget.used());
    }

    /** Each taker waits again and again: a wake-up that is missed leaves it waiting for good. */
    @Test
    void noWakeUpIsMissedAndTheBoundHolds() throws Exception {
        int takers = 3;
        int each = 20_000;
        ByteBudget budget = new ByteBudget(10);
        AtomicLong most = new AtomicLong();
        BlockingQueue<Integer> taken = new ArrayBlockingQueue<>(takers * each);
        List<Future<?>> running = new ArrayList<>();
        for (int t = 0; t < takers; t++) {
            running.add(
                    threads.submit(
                            () -> {
                                for (int i = 0; i < each; i++) {
                                    budget.take(4, "closed", SILENT);
                                    most.accumulateAndGet(budget.used(), Math::max);
                                    taken.add(4);
                                }
                                return null;
                            }));
        }
        for (int i = 0; i < takers * each; i++) {
            Integer bytes = taken.poll(8, TimeUnit.SECONDS);
            assertTrue(bytes != null, "a taker still waits after " + i + " records");
            budget.giveBack(bytes);
        }
        for (Future<?> taker : running) {
            taker.get(10, TimeUnit.SECONDS);
        }
        assertTrue(budget.awaitEmpty(TimeUnit.SECONDS.toNanos(10)), "something is still used");
        assertTrue(most.get() <= 10, () -> most + " bytes of 10 were under way");
    }

    @Test
    void closingEndsWhoeverWaits() throws Exception {
        ByteBudget budget = new ByteBudget(10);
        assertTrue(budget.tryTake(10));
        Future<?> waiter = threads.submit(() -> budget.take(1, "closed for the test", SILENT));
        budget.close();
        Exception thrown = assertThrows(Exception.class, () -> waiter.get(10, TimeUnit.SECONDS));
        assertTrue(thrown.getCause() instanceof ShippingStoppedException, thrown::toString);
        assertFalse(budget.tryTake(1), "nobody gets anything after the end");
    }

    @Test
    void waitingForEmptyEndsWithTheLastRecordOrTheDeadline() throws Exception {
        ByteBudget budget = new ByteBudget(10);
        assertTrue(budget.tryTake(10));
        assertFalse(budget.awaitEmpty(TimeUnit.MILLISECONDS.toNanos(20)));
        Future<Boolean> empty = threads.submit(() -> budget.awaitEmpty(10_000_000_000L));
        budget.giveBack(10);
        assertTrue(empty.get(10, TimeUnit.SECONDS), "empty, but not seen");
    }
}
