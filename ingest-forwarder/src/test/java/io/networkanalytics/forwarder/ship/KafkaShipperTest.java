package io.networkanalytics.forwarder.ship;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.networkanalytics.forwarder.intake.Acknowledgement;
import io.networkanalytics.forwarder.observe.ForwarderMetrics;
import io.networkanalytics.forwarder.observe.MetricMap;
import io.networkanalytics.model.DeadLetter;
import io.networkanalytics.model.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class KafkaShipperTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<String> fatal = Collections.synchronizedList(new ArrayList<>());
    private final TestingAcknowledgement acknowledgement = new TestingAcknowledgement();

    @Test
    void recordHasThePartitionTheKeyAndTheBytes() throws Exception {
        MockProducer<byte[], byte[]> producer = producer(false);
        KafkaShipper shipper = shipper(producer, 1000);
        shipper.ship(0, 0x0102030405060708L, new byte[] {9, 9}, acknowledgement);

        ProducerRecord<byte[], byte[]> record = producer.history().get(0);
        assertEquals(Topics.PACKET_SAMPLES, record.topic());
        assertEquals(0, record.partition());
        assertArrayEquals(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}, record.key());
        assertArrayEquals(new byte[] {9, 9}, record.value());
        assertEquals(List.of(), acknowledgement.events, "nothing before Kafka has it");
        assertTrue(producer.completeNext());
        assertEquals(List.of("acknowledged"), acknowledgement.events);
        assertEquals(
                Map.of(
                        "forwarder.acknowledged topic=packet-samples.v1", 1L,
                        "forwarder.acknowledged.bytes topic=packet-samples.v1", 10L,
                        "forwarder.shipped topic=packet-samples.v1", 1L),
                MetricMap.of(registry));
    }

    @Test
    void deadLetterIsItsBytesWithHeaders() throws Exception {
        MockProducer<byte[], byte[]> producer = producer(true);
        shipper(producer, 1000)
                .shipDeadLetter(
                        new DeadLetter(
                                12, "forwarder", "truncated", "sf r1", "why", new byte[] {1}));
        ProducerRecord<byte[], byte[]> record = producer.history().get(0);
        assertEquals(Topics.DEAD_LETTERS, record.topic());
        assertArrayEquals(new byte[] {1}, record.value());
        List<String> headers = new ArrayList<>();
        record.headers()
                .forEach(
                        header ->
                                headers.add(
                                        header.key() + "=" + new String(header.value(), UTF_8)));
        assertEquals(
                List.of(
                        "reason=truncated",
                        "stage=forwarder",
                        "origin=sf r1",
                        "received_at=12",
                        "detail=why"),
                headers);
    }

    @Test
    void handingInBlocksWhileTooMuchIsUnderWay() throws Exception {
        MockProducer<byte[], byte[]> producer = producer(false);
        KafkaShipper shipper = shipper(producer, 40);
        shipper.ship(0, 1, new byte[20], acknowledgement); // 28 with its key
        CountDownLatch second = new CountDownLatch(1);
        Thread blocked =
                new Thread(
                        () -> {
                            try {
                                shipper.ship(0, 2, new byte[20], acknowledgement);
                                second.countDown();
                            } catch (InterruptedException e) {
                                fatal.add(e.toString());
                            }
                        });
        blocked.start();
        awaitState(blocked, Thread.State.TIMED_WAITING);
        assertEquals(1, producer.history().size());
        assertEquals(28, registry.get(ForwarderMetrics.IN_FLIGHT_BYTES).gauge().value());

        assertTrue(producer.completeNext());
        assertTrue(
                second.await(PATIENCE.toSeconds(), TimeUnit.SECONDS),
                "room did not let the second in");
        assertEquals(1, registry.get(ForwarderMetrics.BACKPRESSURE).counter().count());
        assertEquals(List.of(), fatal);
    }

    /** KAFKA-15591: the second would be taken where the first fails in passing. */
    @Test
    void theFirstRecordOfAPartitionGoesAlone() throws Exception {
        MockProducer<byte[], byte[]> producer = producer(false);
        KafkaShipper shipper = shipper(producer, 1000);
        shipper.ship(0, 1, new byte[1], acknowledgement);
        shipper.ship(1, 1, new byte[1], acknowledgement);
        Thread second = shipping(shipper, 2);
        awaitState(second, Thread.State.WAITING);
        assertFalse(
                shipper.trySend(
                        new ProducerRecord<>(Topics.PACKET_SAMPLES, 0, new byte[8], new byte[1]),
                        Delivery.to(acknowledgement)));
        assertEquals(2, producer.history().size());

        // The first of partition 0 is refused: the second is the first now, and alone.
        assertTrue(producer.errorNext(new RecordTooLargeException("too large")));
        second.join(PATIENCE.toMillis());
        Thread third = shipping(shipper, 3);
        awaitState(third, Thread.State.WAITING);
        assertEquals(3, producer.history().size());
        assertTrue(producer.completeNext()); // of partition 1
        assertTrue(producer.completeNext());
        third.join(PATIENCE.toMillis());
        shipper.ship(0, 4, new byte[1], acknowledgement);
        assertEquals(5, producer.history().size(), "open");
        assertEquals(18, registry.get(ForwarderMetrics.IN_FLIGHT_BYTES).gauge().value());
        assertEquals(List.of(), fatal);
    }

    private Thread shipping(KafkaShipper shipper, long hash) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                shipper.ship(0, hash, new byte[1], acknowledgement);
                            } catch (InterruptedException e) {
                                fatal.add(e.toString());
                            }
                        });
        thread.start();
        return thread;
    }

    @Test
    void recordLargerThanTheBudgetPassesAlone() throws Exception {
        MockProducer<byte[], byte[]> producer = producer(true);
        shipper(producer, 10).ship(0, 1, new byte[100], acknowledgement);
        assertEquals(List.of("acknowledged"), acknowledgement.events);
    }

    @Test
    void refusedRecordFailsAlone() throws Exception {
        MockProducer<byte[], byte[]> producer = producer(false);
        KafkaShipper shipper = shipper(producer, 1000);
        shipper.ship(0, 1, new byte[1], Acknowledgement.NONE);
        assertTrue(producer.completeNext());
        shipper.ship(0, 1, new byte[1], acknowledgement);
        shipper.ship(0, 2, new byte[1], acknowledgement);
        assertTrue(producer.errorNext(new RecordTooLargeException("too large")));
        assertTrue(producer.completeNext());
        assertEquals(2, acknowledgement.events.size());
        assertTrue(
                acknowledgement.events.get(0).contains("too large"), acknowledgement.events.get(0));
        assertEquals("acknowledged", acknowledgement.events.get(1));
        assertEquals(List.of(), fatal);
        assertEquals(
                1,
                registry.get(ForwarderMetrics.SHIPPING_FAILED)
                        .tag("reason", "refused")
                        .counter()
                        .count());
        assertTrue(shipper.drain(PATIENCE), "nothing is under way any more");
    }

    @Test
    void fatalErrorEndsShippingOnceWithItsMessage() throws Exception {
        MockProducer<byte[], byte[]> producer = producer(false);
        KafkaShipper shipper = shipper(producer, 1000);
        shipper.ship(0, 1, new byte[1], Acknowledgement.NONE);
        assertTrue(producer.completeNext());
        shipper.ship(0, 1, new byte[1], acknowledgement);
        shipper.ship(0, 2, new byte[1], acknowledgement);
        assertTrue(producer.errorNext(new TopicAuthorizationException("not allowed to write")));
        assertTrue(producer.errorNext(new TopicAuthorizationException("not allowed to write")));
        assertEquals(1, fatal.size());
        assertTrue(fatal.get(0).contains("not allowed to write"), fatal.get(0));
        assertEquals(2, acknowledgement.events.size(), "both ended, neither silently");
        ShippingStoppedException e =
                assertThrows(
                        ShippingStoppedException.class,
                        () -> shipper.ship(0, 3, new byte[1], acknowledgement));
        assertTrue(e.getMessage().contains("not allowed to write"), e.getMessage());
    }

    @Test
    void whatNeverEnteredTheProducerIsTriedAgainInPlace() throws Exception {
        FailingFirst producer = new FailingFirst(3);
        shipper(producer, 1000).ship(0, 1, new byte[1], acknowledgement);
        assertEquals(4, producer.attempts);
        assertEquals(List.of("acknowledged"), acknowledgement.events);
        assertEquals(List.of(), fatal);
    }

    @Test
    void drainGivesUpAtItsDeadlineAndTellsWhatIsLeft() throws Exception {
        MockProducer<byte[], byte[]> producer = producer(false);
        KafkaShipper shipper = shipper(producer, 1000);
        shipper.ship(0, 1, new byte[1], acknowledgement);
        assertFalse(shipper.drain(Duration.ofMillis(1)));
        assertTrue(producer.closed());
        assertEquals(List.of(), fatal, "a stop is no failure of Kafka");
    }

    private KafkaShipper shipper(MockProducer<byte[], byte[]> producer, long maxInFlightBytes) {
        return new KafkaShipper(
                producer, 4, maxInFlightBytes, new ForwarderMetrics(registry), fatal::add);
    }

    private static MockProducer<byte[], byte[]> producer(boolean autoComplete) {
        return new MockProducer<>(
                autoComplete, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static void awaitState(Thread thread, Thread.State state) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (thread.getState() != state) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited for " + state + ", is " + thread.getState());
            }
            Thread.onSpinWait();
        }
    }

    /**
     * Refuses the first sends as the real producer does without metadata: the callback is told
     * inside send().
     */
    private static final class FailingFirst extends MockProducer<byte[], byte[]> {
        private final int failures;
        private int attempts;

        FailingFirst(int failures) {
            super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
            this.failures = failures;
        }

        @Override
        public synchronized Future<RecordMetadata> send(
                ProducerRecord<byte[], byte[]> record, Callback callback) {
            if (attempts++ < failures) {
                callback.onCompletion(
                        null,
                        new TimeoutException("Topic not present in metadata after 60000 ms."));
                return CompletableFuture.completedFuture(null);
            }
            return super.send(record, callback);
        }
    }

    private static final class TestingAcknowledgement implements Acknowledgement {
        private final List<String> events = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void acknowledged() {
            events.add("acknowledged");
        }

        @Override
        public void failed(String reason) {
            events.add(reason);
        }
    }
}
