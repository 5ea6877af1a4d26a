package io.networkanalytics.forwarder.spool;

import io.networkanalytics.forwarder.spool.SegmentReader.Step;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all segments that an earlier process left, every record, before anything is shipped.
 *
 * <p>A record that was being written when that process was killed is cut off. Damage elsewhere
 * costs the records in it and no other: each is named in the log with file and offset and counted,
 * by the gap in the ordinals.
 */
final class Recovery {

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final Path directory;
    private final SpoolMeters meters;
    private final List<Segment> segments = new ArrayList<>();
    private long nextNumber = 1;
    private long nextOrdinal;

    private Recovery(Path directory, SpoolMeters meters) {
        this.directory = directory;
        this.meters = meters;
    }

    /**
     * @throws IOException if the directory cannot be read or holds segments of another version
     */
    static Recovery of(Path directory, SpoolMeters meters) throws IOException {
        Recovery recovery = new Recovery(directory, meters);
        recovery.run();
        return recovery;
    }

    /** In order, sealed. */
    List<Segment> segments() {
        return segments;
    }

    long nextNumber() {
        return nextNumber;
    }

    long nextOrdinal() {
        return nextOrdinal;
    }

    private void run() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(directory)) {
            files =
                    all.filter(f -> f.getFileName().toString().matches("\\d{20}\\.spool"))
                            .sorted()
                            .toList();
        }
        List<Optional<SegmentHeader>> headers = new ArrayList<>();
        for (Path file : files) {
            try {
                headers.add(SegmentReader.header(file));
            } catch (IOException e) {
                throw new IOException(file + ": " + e.getMessage(), e);
            }
            String name = file.getFileName().toString();
            nextNumber = Long.parseLong(name.substring(0, 20)) + 1;
        }
        for (int i = 0; i < files.size(); i++) {
            Optional<SegmentHeader> next =
                    i + 1 < files.size() ? headers.get(i + 1) : Optional.empty();
            if (headers.get(i).isPresent()) {
                scan(files.get(i), headers.get(i).get(), next);
            } else {
                withoutHeader(files.get(i), next);
            }
        }
    }

    private void scan(Path file, SegmentHeader header, Optional<SegmentHeader> next)
            throws IOException {
        Segment segment = new Segment(file, header, new ArrayList<>());
        segment.sealed = true;
        long size = Files.size(file);
        long expected = header.firstOrdinal();
        long tornFrom = size;
        try (SegmentReader reader =
                new SegmentReader(file, header.salt(), SegmentHeader.BYTES, expected)) {
            for (Step step = reader.next(size); ; step = reader.next(size)) {
                if (step.record() == null) {
                    tornFrom = step.damagedFrom();
                    break;
                }
                if (step.damaged()) {
                    segment.knownDamage.add(step.damagedFrom());
                    damaged(file, step, step.record().ordinal() - expected);
                }
                if (segment.records++ == 0) {
                    segment.oldestMillis = step.record().appendedAtMillis();
                }
                expected = step.record().ordinal() + 1;
            }
        }
        nextOrdinal = Math.max(nextOrdinal, expected);
        segment.end = tornFrom;
        if (tornFrom < size) {
            cut(file, tornFrom, size, missing(header, expected, next));
        }
        if (segment.records == 0) {
            Files.delete(file);
            return;
        }
        meters.recovered.increment(segment.records);
        segments.add(segment);
    }

    /** Records that a segment had behind its last sound one, as its successor shows. */
    private static long missing(SegmentHeader header, long expected, Optional<SegmentHeader> next) {
        return next.filter(n -> n.number() == header.number() + 1)
                .map(n -> Math.max(0, n.firstOrdinal() - expected))
                .orElse(0L);
    }

    private void cut(Path file, long from, long size, long missing) throws IOException {
        if (missing > 0) {
            damaged(file, new Step(null, from, size), missing);
        } else {
            meters.tornBytes.increment(size - from);
            LOG.warn(
                    "{}: its last {} bytes, from offset {}, are no whole record: the forwarder was stopped while it"
                            + " wrote, before it told anybody that it had them. They are cut off",
                    file,
                    size - from,
                    from);
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(from);
        }
    }

    private void damaged(Path file, Step step, long lost) {
        meters.corrupt.increment();
        meters.corruptRecords.increment(lost);
        LOG.error(
                "{}: damaged from offset {} to {} (checksum or length is wrong): {} records are lost"
                        + " (forwarder_spool_corrupt_records_total), all others are shipped. Check the disk",
                file,
                step.damagedFrom(),
                step.damagedTo(),
                lost);
    }

    private void withoutHeader(Path file, Optional<SegmentHeader> next) throws IOException {
        long size = Files.size(file);
        if (size <= SegmentHeader.BYTES && next.isEmpty()) {
            meters.tornBytes.increment(size);
            LOG.warn("{}: begun and without a record, removed", file);
            Files.delete(file);
            return;
        }
        long lost = next.map(n -> Math.max(0, n.firstOrdinal() - nextOrdinal)).orElse(0L);
        Path aside = directory.resolve(file.getFileName() + ".damaged");
        Files.move(file, aside);
        meters.corrupt.increment();
        meters.corruptRecords.increment(lost);
        LOG.error(
                "{}: damaged from offset 0: no header, so none of its {} bytes can be trusted; at least {} records are"
                        + " lost (forwarder_spool_corrupt_records_total), all other segments are shipped. It is kept as {};"
                        + " check the disk, then remove it",
                file,
                size,
                lost,
                aside);
    }
}
