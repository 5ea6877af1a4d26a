package io.networkanalytics.forwarder.spool;

import io.networkanalytics.forwarder.intake.Acknowledgement;
import io.networkanalytics.forwarder.ship.DeadLetterRecords;
import io.networkanalytics.forwarder.ship.Delivery;
import io.networkanalytics.forwarder.ship.RecordSender;
import io.networkanalytics.forwarder.ship.Shipper;
import io.networkanalytics.forwarder.ship.ShippingStoppedException;
import io.networkanalytics.model.DeadLetter;
import io.networkanalytics.model.FlowKey;
import io.networkanalytics.model.Topics;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes everything to the spool first, and from there to Kafka, in that one order.
 *
 * <p>So a process that is killed loses nothing that it had taken: what Kafka had not acknowledged
 * is in the spool and goes out first at the next start, with the epoch, sequence and partition that
 * it has. What Kafka had already is shipped again then, and the job drops it as a repeat. As long
 * as Kafka keeps up, what is written is read back out of the kernel's page cache and deleted before
 * it ever reaches a disk, unless fsync is on.
 *
 * <p>Where the spool cannot be written (disk full) and Kafka has room, samples go straight to
 * Kafka, behind all that was stored; what neither takes is shed and counted. A sender whose sample
 * went that way and is not in Kafka yet gets nothing into the spool: a killed process would ship it
 * from there, and the job would take the sample before it, sent again, for a repeat.
 */
final class SpoolShipper implements Shipper {

    private static final Logger LOG = LoggerFactory.getLogger(SpoolShipper.class);
    private static final int SMALL_BATCH = 64;
    private static final long GATHER_NANOS = 2_000_000;

    private final int partitions;
    private final SpoolSettings settings;
    private final SpoolDirectory directory;
    private final SpoolLog log;
    private final SpoolMeters meters;
    private final RecordSender sender;
    private final Syncer syncer;
    private final Consumer<String> onFatal;
    private final Thread thread = new Thread(this::run, "spool-send");
    private final AtomicLong bypassing = new AtomicLong();
    // Of those, the ones whose sender waits for an answer.
    private final AtomicLong awaited = new AtomicLong();
    private volatile boolean kafkaSeen;
    private volatile boolean stopped;

    /**
     * @param partitions of the topic of samples in this epoch
     * @param settings of the spool
     * @param directory taken; released by {@link #drain}
     * @param log opened; closed by {@link #drain}
     * @param meters counts
     * @param sender to Kafka; closed by {@link #drain}
     * @param onFatal told if sending ends by a fault
     */
    SpoolShipper(
            int partitions,
            SpoolSettings settings,
            SpoolDirectory directory,
            SpoolLog log,
            SpoolMeters meters,
            RecordSender sender,
            Consumer<String> onFatal) {
        this.partitions = partitions;
        this.settings = settings;
        this.directory = directory;
        this.log = log;
        this.meters = meters;
        this.sender = sender;
        this.syncer = new Syncer(settings, log.unsynced());
        this.onFatal = onFatal;
    }

    void start() {
        syncer.start();
        thread.start();
    }

    @Override
    public int partitions() {
        return partitions;
    }

    @Override
    public void ship(int partition, long flowHash, byte[] sample, Acknowledgement acknowledgement)
            throws InterruptedException {
        byte[] key = FlowKey.toBytes(flowHash);
        store(new ProducerRecord<>(Topics.PACKET_SAMPLES, partition, key, sample), acknowledgement);
    }

    @Override
    public void shipDeadLetter(DeadLetter letter) throws InterruptedException {
        store(DeadLetterRecords.toRecord(letter), Acknowledgement.NONE);
    }

    @Override
    public String trouble() {
        return log.trouble();
    }

    private void store(ProducerRecord<byte[], byte[]> content, Acknowledgement acknowledgement)
            throws InterruptedException {
        if (stopped) {
            throw new ShippingStoppedException("the forwarder has stopped", null);
        }
        SpoolLog.Outcome outcome =
                acknowledgement != Acknowledgement.NONE && awaited.get() > 0
                        ? SpoolLog.Outcome.DISK
                        : log.append(content);
        if (outcome == SpoolLog.Outcome.DISK) {
            if (bypass(content, acknowledgement)) {
                return;
            }
            meters.shedDisk.increment();
        } else if (outcome == SpoolLog.Outcome.FULL) {
            meters.shedFull.increment();
        } else {
            syncer.written(acknowledgement);
            return;
        }
        acknowledgement.failed(
                outcome == SpoolLog.Outcome.FULL
                        ? "the spool is full (spool.maxBytes " + settings.maxBytes() + ")"
                        : "the spool cannot be written, or could not a moment ago, and Kafka takes no"
                                + " more; send it again later");
    }

    /** Straight to Kafka, if nothing stored would be overtaken. */
    private boolean bypass(ProducerRecord<byte[], byte[]> content, Acknowledgement acknowledgement)
            throws InterruptedException {
        // The log's monitor: nobody appends and the sender takes nothing before this record is in.
        synchronized (log) {
            // A producer that never saw Kafka would block here until it does.
            if (!kafkaSeen || !log.caughtUp()) {
                return false;
            }
            Bypass bypass = new Bypass(acknowledgement);
            bypass.begin();
            if (sender.trySend(content, bypass)) {
                meters.bypassed.increment();
                return true;
            }
            bypass.end();
            return false;
        }
    }

    private void run() {
        try {
            for (SpoolLog.Batch batch = log.take(); batch != null; batch = log.take()) {
                for (SpoolRecord record : batch.records()) {
                    sender.send(record.content(), new Stored(batch.segment()));
                }
                if (batch.records().size() < SMALL_BATCH) {
                    LockSupport.parkNanos(GATHER_NANOS); // rather few wake-ups than one a record
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("interrupted", e);
        } catch (ShippingStoppedException e) {
            LOG.info(
                    "{}: {} records stay until the next start",
                    settings.directory(),
                    log.waiting());
        } catch (RuntimeException e) {
            LOG.error("the spool's sender broke; the spool itself is whole", e);
            onFatal.accept("the spool's sender broke: " + e + ". Start the forwarder again.");
        }
    }

    @Override
    public boolean drain(Duration deadline) {
        stopped = true;
        long end = System.nanoTime() + deadline.toNanos();
        boolean sent = false;
        try {
            sent = log.awaitDone(deadline);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        log.stopTaking();
        Duration left =
                sent ? Duration.ofNanos(Math.max(0, end - System.nanoTime())) : Duration.ZERO;
        sender.drain(left);
        join();
        syncer.stop();
        log.close();
        directory.release();
        if (log.waiting() > 0) {
            LOG.warn(
                    "{} records stay in the spool {} because Kafka did not take them in time; the next start ships them",
                    log.waiting(),
                    settings.directory());
        }
        return bypassing.get() == 0;
    }

    private void join() {
        boolean interrupted = Thread.interrupted();
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** A record that stands in the spool until Kafka has it. */
    private final class Stored implements Delivery {
        private final Segment segment;

        Stored(Segment segment) {
            this.segment = segment;
        }

        @Override
        public void delivered() {
            kafkaSeen = true;
            log.done(segment);
        }

        @Override
        public void refused(String reason) {
            log.done(segment);
        }

        @Override
        public void stopped(String reason) {
            // It stays; the next start ships it.
        }
    }

    /** A record that stands nowhere else. */
    private final class Bypass implements Delivery {
        private final Delivery target;
        private final int awaiting;

        Bypass(Acknowledgement acknowledgement) {
            this.target = Delivery.to(acknowledgement);
            this.awaiting = acknowledgement == Acknowledgement.NONE ? 0 : 1;
        }

        void begin() {
            bypassing.incrementAndGet();
            awaited.addAndGet(awaiting);
        }

        void end() {
            bypassing.decrementAndGet();
            awaited.addAndGet(-awaiting);
        }

        @Override
        public void delivered() {
            end();
            target.delivered();
        }

        @Override
        public void refused(String reason) {
            end();
            target.refused(reason);
        }

        @Override
        public void stopped(String reason) {
            target.stopped(reason);
        }
    }
}
