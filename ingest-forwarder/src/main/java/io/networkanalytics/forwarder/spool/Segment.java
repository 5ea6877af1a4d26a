package io.networkanalytics.forwarder.spool;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What is known of one segment. Guarded by the monitor of its {@link SpoolLog}. */
final class Segment {

    static final String SUFFIX = ".spool";

    final Path path;
    final SegmentHeader header;

    /** Where damage begins that was counted when the spool was opened. */
    final List<Long> knownDamage;

    /** Offset behind the last sound record. */
    long end = SegmentHeader.BYTES;

    /** Sound records in it. */
    long records;

    /** Of these, read for sending. */
    long taken;

    /** Of these, in Kafka or refused by it. */
    long done;

    /** Where the next record to take begins, and the lowest ordinal that it may have. */
    long readPosition = SegmentHeader.BYTES;

    long readOrdinal;

    /** When its oldest record that was not taken yet came, or somewhat before. */
    long oldestMillis;

    /** Nothing is appended any more. */
    boolean sealed;

    /** The sender reads in it. */
    boolean reading;

    Segment(Path path, SegmentHeader header, List<Long> knownDamage) {
        this.path = path;
        this.header = header;
        this.knownDamage = knownDamage;
        this.readOrdinal = header.firstOrdinal();
    }

    static Path file(Path directory, long number) {
        return directory.resolve(String.format(Locale.ROOT, "%020d", number) + SUFFIX);
    }
}
