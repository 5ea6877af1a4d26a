package io.networkanalytics.forwarder.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RequestWorkersTest {

    private final RequestWorkers workers = new RequestWorkers("in", 2, 3);
    private final CountDownLatch kafka = new CountDownLatch(1);
    private final CountDownLatch busy = new CountDownLatch(2);
    private final BlockingQueue<String> handedIn = new LinkedBlockingQueue<>();

    @AfterEach
    void stop() {
        workers.stop();
    }

    @Test
    void soManyWaitAndNoneThatNobodyWaitsFor() throws Exception {
        assertTrue(workers.offer(request("1")));
        assertTrue(workers.offer(request("2")));
        assertTrue(busy.await(20, TimeUnit.SECONDS), "two workers");
        Runnable third = request("3");
        assertTrue(workers.offer(third));
        assertTrue(workers.offer(request("4")));
        assertTrue(workers.offer(request("5")));
        assertFalse(workers.offer(request("6")), "three wait");
        workers.withdraw(third);
        assertTrue(workers.offer(request("7")), "one was withdrawn");

        kafka.countDown();
        List<String> names = new ArrayList<>();
        while (names.size() < 5) {
            names.add(handedIn.poll(20, TimeUnit.SECONDS));
        }
        assertEquals(List.of("1", "2", "4", "5", "7"), names.stream().sorted().toList());
    }

    @Test
    void takesNoneAfterTheEnd() {
        workers.stop();
        assertFalse(workers.offer(request("1")));
    }

    private Runnable request(String name) {
        return () -> {
            busy.countDown();
            try {
                kafka.await();
                handedIn.add(name);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }
}
