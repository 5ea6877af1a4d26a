package io.networkanalytics.forwarder.spool;

import io.networkanalytics.forwarder.spool.SegmentReader.Step;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the segments one after the other, and tells what is damaged. For one thread. */
final class SpoolCursor {

    private static final Logger LOG = LoggerFactory.getLogger(SpoolCursor.class);
    private static final int BATCH_BYTES = 256 * 1024;

    private final SpoolMeters meters;
    private SegmentReader reader;
    private Segment readerSegment;

    SpoolCursor(SpoolMeters meters) {
        this.meters = meters;
    }

    /**
     * Reads on in a segment.
     *
     * @param end of it, as far as it may be read
     * @param left records until there
     * @param records those that are read are added
     * @return how many turned out to be lost
     */
    long read(Segment segment, long end, long left, List<SpoolRecord> records) {
        long lost = 0;
        try {
            if (readerSegment != segment) {
                close();
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
            close();
            damaged(segment, from, end, gap, ": " + e);
            lost += gap;
        }
        return lost;
    }

    /** Where the next read begins; the end, if the last one failed. */
    long positionOr(long end) {
        return reader == null ? end : reader.position();
    }

    /** The ordinal that the next read expects; another, if the last one failed. */
    long ordinalOr(long other) {
        return reader == null ? other : reader.nextOrdinal();
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

    void close() {
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
}
