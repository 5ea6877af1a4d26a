package io.networkanalytics.forwarder.spool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.forwarder.intake.Acknowledgement;
import io.networkanalytics.forwarder.ship.Delivery;
import io.networkanalytics.forwarder.ship.RecordSender;
import io.networkanalytics.forwarder.ship.ShippingStoppedException;
import io.networkanalytics.model.DeadLetter;
import io.networkanalytics.model.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SpoolShipperTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir private Path folder;

    private final TestingKafka kafka = new TestingKafka();
    private final List<String> acknowledgements = Collections.synchronizedList(new ArrayList<>());
    private boolean diskFull;
    private SpoolFixture spool;

    @Test
    void acknowledgedOnDiskAndShippedInOrder() throws Exception {
        SpoolShipper shipper = open(Fsync.NONE);
        kafka.room = 0;
        ship(shipper, 0, 100);
        assertEquals(100, acknowledgements.size(), "Kafka is away, the disk is not");
        kafka.open(1000);
        kafka.awaitSent(100, PATIENCE);
        shipper.shipDeadLetter(new DeadLetter(1, "s", "r", "o", "d", new byte[] {1}));
        kafka.awaitSent(101, PATIENCE);
        kafka.deliverAll();
        assertTrue(shipper.drain(PATIENCE));
        assertEquals(numbers(0, 100), kafka.samples());
        assertEquals(Topics.DEAD_LETTERS, kafka.sent.get(100).topic());
        assertEquals(List.of(), SpoolFixture.files(folder));
    }

    @Test
    void killedWithRecordsUnderWayShipsThemAgainInOrderFirst() throws Exception {
        SpoolShipper killed = open(Fsync.NONE);
        ship(killed, 0, 50);
        kafka.awaitSent(50, PATIENCE);
        killed.drain(Duration.ZERO); // nothing was acknowledged
        assertTrue(spool.log.waiting() > 0);
        kafka.sent.clear();
        kafka.closed = false;
        SpoolShipper next = open(Fsync.NONE);
        ship(next, 50, 60);
        kafka.awaitSent(60, PATIENCE);
        assertEquals(numbers(0, 60), kafka.samples());
        kafka.deliverAll();
        assertTrue(next.drain(PATIENCE));
    }

    @Test
    void fsyncAlwaysAcknowledgesAfterIt() throws Exception {
        SpoolShipper shipper = open(Fsync.ALWAYS);
        ship(shipper, 0, 500);
        kafka.awaitSent(500, PATIENCE);
        kafka.deliverAll();
        assertTrue(shipper.drain(PATIENCE));
        assertEquals(500, acknowledgements.size());
        assertEquals(Collections.nCopies(500, "acknowledged"), acknowledgements);
        long fsyncs = spool.count(SpoolMeters.FSYNCS);
        assertTrue(fsyncs >= 1 && fsyncs < 500, fsyncs + " fsyncs are shared");
    }

    @Test
    void fullDiskIsBypassedInOrderAndShedWhereKafkaHasNoRoom() throws Exception {
        SpoolShipper shipper = open(Fsync.NONE);
        ship(shipper, 0, 1);
        kafka.awaitSent(1, PATIENCE);
        kafka.deliverAll(); // Kafka was seen
        awaitCaughtUp();
        diskFull = true;
        ship(shipper, 1, 4);
        assertEquals(3, spool.count(SpoolMeters.BYPASSED));
        assertEquals(1, acknowledgements.size(), "not before Kafka has them");
        kafka.room = 0;
        ship(shipper, 99, 101);
        assertEquals(2, spool.count(SpoolMeters.SHED));
        assertTrue(acknowledgements.get(2).contains("cannot be written"), acknowledgements.get(2));
        diskFull = false;
        // A process killed now would ship it from the spool, and what bypassed that is lost.
        ship(shipper, 101, 102);
        assertEquals(3, spool.count(SpoolMeters.SHED));
        assertTrue(acknowledgements.get(3).contains("send it again"), acknowledgements.get(3));
        kafka.deliverAll();
        ship(shipper, 4, 6);
        assertEquals("", shipper.trouble());
        kafka.open(1000);
        kafka.awaitSent(6, PATIENCE);
        kafka.deliverAll();
        assertTrue(shipper.drain(PATIENCE));
        assertEquals(numbers(0, 6), kafka.samples());
        assertEquals(6, acknowledgements.stream().filter("acknowledged"::equals).count());
    }

    @Test
    void oneForwarderADirectory() throws Exception {
        SpoolDirectory first = SpoolDirectory.take(folder);
        IOException e = null;
        try {
            SpoolDirectory.take(folder);
        } catch (IOException expected) {
            e = expected;
        }
        assertTrue(e != null && e.getMessage().contains("another forwarder uses it"), "" + e);
        first.partitions(6);
        assertEquals(6, first.partitions().getAsInt());
        first.release();
        SpoolDirectory.take(folder).release();
        assertFalse(Files.exists(folder.resolve("partitions.new")));
    }

    private SpoolShipper open(Fsync fsync) throws IOException {
        SpoolSettings settings = new SpoolSettings(folder, 1 << 20, 4096, Keep.OLDEST, fsync, 10);
        spool =
                new SpoolFixture(
                        settings,
                        path -> {
                            SpoolFile file = SpoolFile.create(path);
                            return new FillableFile(file, () -> diskFull);
                        });
        SpoolShipper shipper =
                new SpoolShipper(
                        4,
                        settings,
                        SpoolDirectory.take(folder),
                        spool.log,
                        spool.meters,
                        kafka,
                        message -> {
                            throw new AssertionError(message);
                        });
        shipper.start();
        return shipper;
    }

    private void ship(SpoolShipper shipper, int from, int to) throws InterruptedException {
        for (int i = from; i < to; i++) {
            ProducerRecord<byte[], byte[]> content = SpoolFixture.content(i);
            shipper.ship(
                    content.partition(),
                    i,
                    content.value(),
                    new Acknowledgement() {
                        @Override
                        public void acknowledged() {
                            acknowledgements.add("acknowledged");
                        }

                        @Override
                        public void failed(String reason) {
                            acknowledgements.add(reason);
                        }
                    });
        }
    }

    private void awaitCaughtUp() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!spool.log.caughtUp()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("the sender still reads");
            }
            Thread.onSpinWait();
        }
    }

    private static List<Long> numbers(long from, long to) {
        return java.util.stream.LongStream.range(from, to).boxed().toList();
    }

    /** Takes so many records, delivers when told. */
    private static final class TestingKafka implements RecordSender {
        private final List<ProducerRecord<byte[], byte[]>> sent = new ArrayList<>();
        private final List<Delivery> deliveries = new ArrayList<>();
        private int room = 1000;
        private boolean closed;

        @Override
        public synchronized void send(ProducerRecord<byte[], byte[]> record, Delivery delivery)
                throws InterruptedException {
            while (room == 0 && !closed) {
                wait();
            }
            if (closed) {
                throw new ShippingStoppedException("closed", null);
            }
            trySend(record, delivery);
        }

        @Override
        public synchronized boolean trySend(
                ProducerRecord<byte[], byte[]> record, Delivery delivery) {
            if (room == 0) {
                return false;
            }
            room--;
            sent.add(record);
            deliveries.add(delivery);
            notifyAll();
            return true;
        }

        synchronized void open(int records) {
            room = records;
            notifyAll();
        }

        synchronized void awaitSent(int count, Duration patience) throws InterruptedException {
            long end = System.nanoTime() + patience.toNanos();
            while (sent.size() < count) {
                if (System.nanoTime() > end) {
                    throw new AssertionError("waited for " + count + ", have " + sent.size());
                }
                wait(100);
            }
        }

        void deliverAll() {
            List<Delivery> all;
            synchronized (this) {
                all = List.copyOf(deliveries);
                deliveries.clear();
            }
            all.forEach(Delivery::delivered);
        }

        synchronized List<Long> samples() {
            return sent.stream()
                    .filter(r -> r.topic().equals(Topics.PACKET_SAMPLES))
                    .map(r -> java.nio.ByteBuffer.wrap(r.key()).getLong())
                    .toList();
        }

        @Override
        public boolean drain(Duration deadline) {
            synchronized (this) {
                closed = true;
                notifyAll();
                deliveries.forEach(d -> d.stopped("closed"));
                deliveries.clear();
            }
            return true;
        }
    }
}
