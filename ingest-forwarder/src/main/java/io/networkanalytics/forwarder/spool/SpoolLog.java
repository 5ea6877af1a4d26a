package io.networkanalytics.forwarder.spool;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records on disk: appended by any thread, taken by one, given up when Kafka has them. There is one
 * order, that of the appends. The files are those of {@link SpoolSegments}, read by a {@link
 * SpoolCursor}.
 *
 * <p>In memory there are a few numbers a segment and what one read holds, however much is on disk.
 */
final class SpoolLog {

    /** What became of a record. */
    enum Outcome {
        /** It is with the kernel. */
        STORED,
        /** No room by {@code maxBytes}. */
        FULL,
        /** The file system did not take it. */
        DISK
    }

    /**
     * Records that follow each other in one segment.
     *
     * @param segment to tell when they are done
     * @param records in order
     */
    record Batch(Segment segment, List<SpoolRecord> records) {}

    private static final Logger LOG = LoggerFactory.getLogger(SpoolLog.class);

    private final SpoolSettings settings;
    private final SpoolMeters meters;
    private final Clock clock;
    private final SpoolSegments segments;
    private final SpoolCursor cursor;
    private long waiting;
    private boolean sending;
    private boolean closed;
    private String trouble = "";

    /**
     * Opens the directory and recovers what is in it.
     *
     * @param salts any numbers
     * @throws IOException if that is not possible
     */
    SpoolLog(
            SpoolSettings settings,
            SpoolMeters meters,
            SpoolFile.Factory files,
            Clock clock,
            RandomGenerator salts)
            throws IOException {
        this.settings = settings;
        this.meters = meters;
        this.clock = clock;
        this.segments = new SpoolSegments(settings, meters, files, salts);
        this.cursor = new SpoolCursor(meters);
        this.waiting = segments.records();
        meters.gauge(SpoolMeters.BYTES, this, SpoolLog::bytes);
        meters.gauge(SpoolMeters.MAX_BYTES, settings, SpoolSettings::maxBytes);
        meters.gauge(SpoolMeters.RECORDS, this, SpoolLog::waiting);
        meters.gauge(SpoolMeters.OLDEST_AGE, this, SpoolLog::oldestAgeSeconds);
    }

    /** Appends a record, shedding the oldest segments where the settings say so. */
    synchronized Outcome append(ProducerRecord<byte[], byte[]> content) {
        long size = RecordFormat.bytes(content);
        if (size > RecordFormat.MAX_PAYLOAD_BYTES) {
            return Outcome.FULL;
        }
        while (true) {
            if (!segments.fits(size)) {
                if (!shedOldest("it is full (spool.maxBytes " + settings.maxBytes() + ")", false)) {
                    return Outcome.FULL;
                }
                continue;
            }
            try {
                long now = clock.millis();
                appended(segments.write(content, size, now), now);
                return Outcome.STORED;
            } catch (IOException e) {
                failed(e);
                if (!noSpace(e) || !shedOldest("its disk is full", true)) {
                    return Outcome.DISK;
                }
            }
        }
    }

    private void appended(Segment segment, long now) {
        waiting++;
        if (segment.records - 1 == segment.taken) {
            segment.oldestMillis = now;
            notifyAll();
        }
        meters.appended.increment();
        if (!trouble.isEmpty()) {
            LOG.info("{}: can be written again", settings.directory());
            trouble = "";
        }
    }

    private boolean shedOldest(String why, boolean disk) {
        Segment shed = segments.shedOldest(why, disk);
        waiting -= shed == null ? 0 : shed.records;
        return shed != null;
    }

    /** Only then does giving up what is stored make room; Java has no type for it. */
    private static boolean noSpace(IOException e) {
        String message = String.valueOf(e.getMessage());
        return message.contains("No space left") || message.contains("quota exceeded");
    }

    private void failed(IOException e) {
        meters.writeFailures.increment();
        if (trouble.isEmpty()) {
            trouble = settings.directory() + " cannot be written: " + e.getMessage();
            LOG.error(
                    "spool: {}. Until it can, samples go to Kafka without it as long as Kafka takes them; what it does"
                            + " not take is shed and counted (forwarder_spool_shed_total), keep: {}. Make room on that"
                            + " disk; every new sample tries again",
                    trouble,
                    settings.keep());
        }
    }

    /** Whether all that is stored was handed to Kafka's client, acknowledged or not. */
    synchronized boolean caughtUp() {
        return !sending && firstUntaken() == null;
    }

    /**
     * Waits for records and reads some. For one thread.
     *
     * @return null once {@link #stopTaking} was called
     */
    Batch take() throws InterruptedException {
        while (true) {
            synchronized (this) {
                sending = false;
                while (!closed && firstUntaken() == null) {
                    wait();
                }
                if (closed) {
                    return null;
                }
            }
            Batch batch = poll();
            if (batch != null) {
                return batch;
            }
        }
    }

    /** Reads some records; null if there are none. For the thread that takes. */
    Batch poll() {
        Segment segment;
        long end;
        long left;
        synchronized (this) {
            sending = false;
            segment = firstUntaken();
            if (segment == null) {
                return null;
            }
            sending = true;
            segment.reading = true;
            end = segment.end;
            left = segment.records - segment.taken;
        }
        List<SpoolRecord> records = new ArrayList<>();
        long lost = cursor.read(segment, end, left, records);
        synchronized (this) {
            segment.reading = false;
            segment.readPosition = cursor.positionOr(end);
            segment.readOrdinal = cursor.ordinalOr(segment.readOrdinal + left);
            segment.records -= lost;
            segment.taken += records.size();
            waiting -= lost;
            if (waiting == 0) {
                notifyAll();
            }
            if (records.isEmpty()) {
                segments.removeIfDone(segment);
                return null;
            }
            segment.oldestMillis = records.get(0).appendedAtMillis();
            return new Batch(segment, List.copyOf(records));
        }
    }

    private Segment firstUntaken() {
        return segments.first(segment -> segment.taken < segment.records);
    }

    /** One record of a segment is in Kafka, or was refused by it. */
    synchronized void done(Segment segment) {
        segment.done++;
        waiting--;
        segments.doneWith(segment);
        if (waiting == 0) {
            notifyAll();
        }
    }

    /** Waits until Kafka has everything, at most for so long. */
    synchronized boolean awaitDone(Duration deadline) throws InterruptedException {
        long end = System.nanoTime() + deadline.toNanos();
        while (waiting > 0) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            wait(left / 1_000_000 + 1);
        }
        return true;
    }

    /** Ends {@link #take}. */
    synchronized void stopTaking() {
        closed = true;
        notifyAll();
    }

    /** Closes the files, after the last take; what is done goes. */
    void close() {
        synchronized (this) {
            segments.seal();
        }
        segments.unsynced().sync();
        cursor.close();
    }

    /** What is written and not yet forced to the disk. */
    UnsyncedFiles unsynced() {
        return segments.unsynced();
    }

    synchronized long bytes() {
        return segments.bytes();
    }

    synchronized long waiting() {
        return waiting;
    }

    /** Why it cannot be written; empty if it can. */
    synchronized String trouble() {
        return trouble;
    }

    synchronized double oldestAgeSeconds() {
        Segment oldest = segments.first(segment -> segment.done < segment.records);
        return oldest == null ? 0 : Math.max(0, clock.millis() - oldest.oldestMillis) / 1000.0;
    }
}
