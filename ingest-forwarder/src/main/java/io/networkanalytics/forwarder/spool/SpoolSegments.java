package io.networkanalytics.forwarder.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of the spool: which there are, which one is written, which go and when. Guarded by the
 * monitor of its {@link SpoolLog}.
 */
final class SpoolSegments {

    private static final Logger LOG = LoggerFactory.getLogger(SpoolSegments.class);

    /** A segment that is acknowledged to its end goes when it has this size, not sooner. */
    private static final long RENEW_BYTES = 64 * 1024;

    private final SpoolSettings settings;
    private final SpoolMeters meters;
    private final SpoolFile.Factory files;
    private final RandomGenerator salts;
    private final Deque<Segment> segments = new ArrayDeque<>();
    private final UnsyncedFiles unsynced;
    private ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
    private Segment active;
    private SpoolFile activeFile;
    private long nextNumber;
    private long nextOrdinal;
    private long bytes;

    /**
     * Recovers what is in the directory.
     *
     * @throws IOException if that is not possible
     */
    SpoolSegments(
            SpoolSettings settings,
            SpoolMeters meters,
            SpoolFile.Factory files,
            RandomGenerator salts)
            throws IOException {
        this.settings = settings;
        this.meters = meters;
        this.files = files;
        this.salts = salts;
        this.unsynced = new UnsyncedFiles(settings, meters);
        Recovery recovery = Recovery.of(settings.directory(), meters);
        segments.addAll(recovery.segments());
        nextNumber = recovery.nextNumber();
        nextOrdinal = recovery.nextOrdinal();
        segments.forEach(segment -> bytes += segment.end);
    }

    /** Records in all of them. */
    long records() {
        return segments.stream().mapToLong(segment -> segment.records).sum();
    }

    /** Bytes of all of them. */
    long bytes() {
        return bytes;
    }

    /** What is written and not yet forced to the disk. */
    UnsyncedFiles unsynced() {
        return unsynced;
    }

    /** The oldest of some kind; null if there is none. */
    Segment first(Predicate<Segment> kind) {
        for (Segment segment : segments) {
            if (kind.test(segment)) {
                return segment;
            }
        }
        return null;
    }

    /** Whether there is room for so many bytes by {@code maxBytes}. */
    boolean fits(long size) {
        return bytes + size + (needsNew(size) ? SegmentHeader.BYTES : 0) <= settings.maxBytes();
    }

    private boolean needsNew(long size) {
        return active == null
                || (active.records > 0 && active.end + size > settings.segmentBytes());
    }

    /**
     * Writes a record behind all others, in a new segment if the last one is full.
     *
     * @param size of the record
     * @param nowMillis time of the record
     * @return where it is
     * @throws IOException if the file system does not take it; then nothing is left of it
     */
    Segment write(ProducerRecord<byte[], byte[]> content, long size, long nowMillis)
            throws IOException {
        if (needsNew(size)) {
            begin();
        }
        if (buffer.capacity() < size) {
            buffer = ByteBuffer.allocateDirect((int) size);
        }
        RecordFormat.encode(
                new SpoolRecord(nextOrdinal, nowMillis, content), active.header.salt(), buffer);
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
        active.records++;
        bytes += length;
        return active;
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

    private void begin() throws IOException {
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

    /** Nothing more is written to the last one. */
    void seal() {
        if (active != null) {
            active.sealed = true;
            unsynced.sealed(activeFile);
            Segment was = active;
            active = null;
            activeFile = null;
            removeIfDone(was);
        }
    }

    /**
     * Gives up the oldest segment of which nothing was taken, if the newest are to be kept.
     *
     * @param why for people
     * @param disk whether its disk is full, not the spool
     * @return what was given up; null if nothing could be
     */
    Segment shedOldest(String why, boolean disk) {
        Segment segment =
                settings.keep() != Keep.NEWEST
                        ? null
                        : first(s -> s.sealed && s.taken == 0 && !s.reading);
        if (segment != null) {
            (disk ? meters.shedDisk : meters.shedFull).increment(segment.records);
            remove(segment);
            LOG.warn(
                    "spool: {}: {} records of {} are shed, the oldest that were not on their way (spool.keep)",
                    why,
                    segment.records,
                    segment.path.getFileName());
        }
        return segment;
    }

    /** Kafka has one more record of it: removes it, if that was the last. */
    void doneWith(Segment segment) {
        if (segment == active
                && segment.done == segment.records
                && segment.end > Math.min(RENEW_BYTES, settings.segmentBytes() / 2)) {
            seal();
        } else {
            removeIfDone(segment);
        }
    }

    void removeIfDone(Segment segment) {
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
}
