package io.networkanalytics.forwarder.spool;

import io.networkanalytics.forwarder.spool.SegmentReader.Step;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The segments: appended to by any thread, read by one, given up when Kafka has them. There is one
 * order, that of the appends.
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
    private static final int BATCH_BYTES = 256 * 1024;

    /** A segment that is acknowledged to its end goes when it has this size, not sooner. */
    private static final long RENEW_BYTES = 64 * 1024;

    private final SpoolSettings settings;
    private final SpoolMeters meters;
    private final SpoolFile.Factory files;
    private final Clock clock;
    private final RandomGenerator salts;
    private final Deque<Segment> segments = new ArrayDeque<>();
    private final UnsyncedFiles unsynced;
    private ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
    private Segment active;
    private SpoolFile activeFile;
    private SegmentReader reader;
    private Segment readerSegment;
    private long nextNumber;
    private long nextOrdinal;
    private long bytes;
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
        this.files = files;
        this.clock = clock;
        this.salts = salts;
        this.unsynced = new UnsyncedFiles(settings, meters);
        Recovery recovery = Recovery.of(settings.directory(), meters);
        segments.addAll(recovery.segments());
        nextNumber = recovery.nextNumber();
        nextOrdinal = recovery.nextOrdinal();
        for (Segment segment : segments) {
            bytes += segment.end;
            waiting += segment.records;
        }
        meters.gauge(SpoolMeters.BYTES, this, SpoolLog::bytes);
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
            boolean roll =
                    active == null
                            || (active.records > 0 && active.end + size > settings.segmentBytes());
            if (bytes + size + (roll ? SegmentHeader.BYTES : 0) > settings.maxBytes()) {
                if (!shedOldest("it is full (spool.maxBytes " + settings.maxBytes() + ")", false)) {
                    return Outcome.FULL;
                }
                continue;
            }
            try {
                if (roll) {
                    roll();
                }
                write(content, size);
                return Outcome.STORED;
            } catch (IOException e) {
                failed(e);
                if (!noSpace(e) || !shedOldest("its disk is full", true)) {
                    return Outcome.DISK;
                }
            }
        }
    }

    /** Only then does giving up what is stored make room; Java has no type for it. */
    private static boolean noSpace(IOException e) {
        String message = String.valueOf(e.getMessage());
        return message.contains("No space left") || message.contains("quota exceeded");
    }

    private void write(ProducerRecord<byte[], byte[]> content, long size) throws IOException {
        if (buffer.capacity() < size) {
            buffer = ByteBuffer.allocateDirect((int) size);
        }
        long now = clock.millis();
        RecordFormat.encode(
                new SpoolRecord(nextOrdinal, now, content), active.header.salt(), buffer);
        int length = buffer.remaining();
        try {
            activeFile.write(buffer, active.end);
        } catch (IOException e) {
            cutBack();
            throw e;
        }
        unsynced.written();
        nextOrdinal++;
        active.end += length;
        bytes += length;
        waiting++;
        if (active.records++ == active.taken) {
            active.oldestMillis = now;
            notifyAll();
        }
        meters.appended.increment();
        if (!trouble.isEmpty()) {
            LOG.info("{}: can be written again", settings.directory());
            trouble = "";
        }
    }

    /** After a failed write: half a record must not stand before the next. */
    private void cutBack() {
        try {
            activeFile.truncate(active.end);
        } catch (IOException e) {
            LOG.error("{}: cannot be cut back, is closed: {}", active.path, e.toString());
            seal();
        }
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

    private void roll() throws IOException {
        seal();
        SegmentHeader header = new SegmentHeader(nextNumber, nextOrdinal, salts.nextLong());
        Path path = Segment.file(settings.directory(), nextNumber);
        nextNumber++;
        SpoolFile file = files.create(path);
        try {
            file.write(header.encode(), 0);
        } catch (IOException e) {
            file.close();
            Files.delete(path);
            throw e;
        }
        activeFile = file;
        active = new Segment(path, header, List.of());
        segments.add(active);
        bytes += active.end;
        unsynced.opened(file);
    }

    private void seal() {
        if (active != null) {
            active.sealed = true;
            unsynced.sealed(activeFile);
            Segment was = active;
            active = null;
            activeFile = null;
            removeIfDone(was);
        }
    }

    /** Gives up the oldest segment of which nothing was taken, if the newest are to be kept. */
    private boolean shedOldest(String why, boolean disk) {
        if (settings.keep() != Keep.NEWEST) {
            return false;
        }
        for (Segment segment : segments) {
            if (segment.sealed && segment.taken == 0 && !segment.reading) {
                (disk ? meters.shedDisk : meters.shedFull).increment(segment.records);
                waiting -= segment.records;
                remove(segment);
                LOG.warn(
                        "spool: {}: {} records of {} are shed, the oldest that were not on their way (spool.keep)",
                        why,
                        segment.records,
                        segment.path.getFileName());
                return true;
            }
        }
        return false;
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
        long lost = read(segment, end, left, records);
        synchronized (this) {
            segment.reading = false;
            segment.readPosition = reader == null ? end : reader.position();
            segment.readOrdinal =
                    reader == null ? segment.readOrdinal + left : reader.nextOrdinal();
            segment.records -= lost;
            segment.taken += records.size();
            waiting -= lost;
            if (waiting == 0) {
                notifyAll();
            }
            if (records.isEmpty()) {
                removeIfDone(segment);
                return null;
            }
            segment.oldestMillis = records.get(0).appendedAtMillis();
            return new Batch(segment, List.copyOf(records));
        }
    }

    /** Adds records to a list and returns how many turned out to be lost. */
    private long read(Segment segment, long end, long left, List<SpoolRecord> records) {
        long lost = 0;
        try {
            if (readerSegment != segment) {
                closeReader();
                reader =
                        new SegmentReader(
                                segment.path,
                                segment.header.salt(),
                                segment.readPosition,
                                segment.readOrdinal);
                readerSegment = segment;
            }
            long stop = Math.min(end, reader.position() + BATCH_BYTES);
            while (reader.position() < stop) {
                long expected = reader.nextOrdinal();
                Step step = reader.next(end);
                if (step.damaged() && !segment.knownDamage.contains(step.damagedFrom())) {
                    long gap =
                            step.record() == null
                                    ? left - lost - records.size()
                                    : step.record().ordinal() - expected;
                    damaged(segment, step.damagedFrom(), step.damagedTo(), gap, "");
                    lost += gap;
                }
                if (step.record() != null) {
                    records.add(step.record());
                }
            }
        } catch (IOException e) {
            long gap = left - lost - records.size();
            long from = reader == null ? segment.readPosition : reader.position();
            closeReader();
            damaged(segment, from, end, gap, ": " + e);
            lost += gap;
        }
        return lost;
    }

    private void damaged(Segment segment, long from, long to, long lost, String why) {
        meters.corrupt.increment();
        meters.corruptRecords.increment(lost);
        LOG.error(
                "{}: damaged from offset {} to {}{}: {} records are lost (forwarder_spool_corrupt_records_total), all"
                        + " others are shipped. Check the disk",
                segment.path,
                from,
                to,
                why,
                lost);
    }

    private Segment firstUntaken() {
        for (Segment segment : segments) {
            if (segment.taken < segment.records) {
                return segment;
            }
        }
        return null;
    }

    /** One record of a segment is in Kafka, or was refused by it. */
    synchronized void done(Segment segment) {
        segment.done++;
        waiting--;
        if (segment == active
                && segment.done == segment.records
                && segment.end > Math.min(RENEW_BYTES, settings.segmentBytes() / 2)) {
            seal();
        } else {
            removeIfDone(segment);
        }
        if (waiting == 0) {
            notifyAll();
        }
    }

    private void removeIfDone(Segment segment) {
        if (segment.sealed && !segment.reading && segment.done == segment.records) {
            remove(segment);
        }
    }

    private void remove(Segment segment) {
        if (!segments.remove(segment)) {
            return;
        }
        bytes -= segment.end;
        try {
            Files.deleteIfExists(segment.path);
        } catch (IOException e) {
            LOG.error(
                    "{}: cannot be removed ({}); the next start ships it again, the job drops the repeats",
                    segment.path,
                    e.toString());
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
            seal();
        }
        unsynced.sync();
        closeReader();
    }

    private void closeReader() {
        try {
            if (reader != null) {
                reader.close();
            }
        } catch (IOException e) {
            LOG.debug("closing {}: {}", readerSegment.path, e.toString());
        }
        reader = null;
        readerSegment = null;
    }

    /** What is written and not yet forced to the disk. */
    UnsyncedFiles unsynced() {
        return unsynced;
    }

    synchronized long bytes() {
        return bytes;
    }

    synchronized long waiting() {
        return waiting;
    }

    /** Why it cannot be written; empty if it can. */
    synchronized String trouble() {
        return trouble;
    }

    synchronized double oldestAgeSeconds() {
        for (Segment segment : segments) {
            if (segment.done < segment.records) {
                return Math.max(0, clock.millis() - segment.oldestMillis) / 1000.0;
            }
        }
        return 0;
    }
}
