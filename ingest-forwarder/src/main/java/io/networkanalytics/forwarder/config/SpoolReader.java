package io.networkanalytics.forwarder.config;

import io.networkanalytics.forwarder.spool.Fsync;
import io.networkanalytics.forwarder.spool.Keep;
import io.networkanalytics.forwarder.spool.SpoolSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Reads {@code spool}. */
final class SpoolReader {

    private static final ConfigKey DIRECTORY =
            ConfigKey.text(
                    "directory",
                    "",
                    "where records wait until Kafka has them, of this forwarder alone; without it there is no"
                            + " spool: a kill loses what is under way, and inputs wait while Kafka is away");
    private static final ConfigKey MAX_BYTES =
            ConfigKey.integer(
                    "maxBytes",
                    SpoolSettings.DEFAULT_MAX_BYTES,
                    "bytes on disk, at least 4 segments; the default holds 17 minutes of 20,000 samples a second");
    private static final ConfigKey SEGMENT_BYTES =
            ConfigKey.integer(
                    "segmentBytes",
                    SpoolSettings.DEFAULT_SEGMENT_BYTES,
                    "bytes of a file; it goes when Kafka has all of it");
    private static final ConfigKey KEEP =
            ConfigKey.text(
                    "keep",
                    "oldest",
                    "what stays when there is no room: oldest or newest; the rest is shed and counted");
    private static final ConfigKey FSYNC =
            ConfigKey.text(
                    "fsync",
                    "interval",
                    "when it is forced to the disk, for a crash of the machine: none, interval, or always"
                            + " (before anything is acknowledged)");
    private static final ConfigKey FSYNC_MILLIS =
            ConfigKey.integer(
                    "fsyncMillis",
                    SpoolSettings.DEFAULT_FSYNC_MILLIS,
                    "milliseconds between two of fsync: interval");

    static final List<ConfigKey> KEYS =
            List.of(DIRECTORY, MAX_BYTES, SEGMENT_BYTES, KEEP, FSYNC, FSYNC_MILLIS);

    private SpoolReader() {}

    static SpoolSettings read(ConfigSection section) {
        String directory = section.text(DIRECTORY);
        long segmentBytes =
                section.integer(SEGMENT_BYTES, SpoolSettings.MIN_SEGMENT_BYTES, Integer.MAX_VALUE);
        long maxBytes =
                section.integer(
                        MAX_BYTES,
                        SpoolSettings.MIN_SEGMENTS * SpoolSettings.MIN_SEGMENT_BYTES,
                        1L << 50);
        if (maxBytes / SpoolSettings.MIN_SEGMENTS < segmentBytes) {
            section.error(
                    MAX_BYTES,
                    "'maxBytes' is '"
                            + maxBytes
                            + "', must be at least "
                            + SpoolSettings.MIN_SEGMENTS
                            + " x 'segmentBytes' ("
                            + segmentBytes
                            + ")");
            segmentBytes = SpoolSettings.MIN_SEGMENT_BYTES;
        }
        String keep = section.choice(KEEP, List.of("oldest", "newest"));
        String fsync = section.choice(FSYNC, List.of("none", "interval", "always"));
        int fsyncMillis = (int) section.integer(FSYNC_MILLIS, 1, 3_600_000);
        section.rejectUnknownKeys();
        return new SpoolSettings(
                Path.of(directory),
                maxBytes,
                segmentBytes,
                Keep.valueOf(keep.toUpperCase(Locale.ROOT)),
                Fsync.valueOf(fsync.toUpperCase(Locale.ROOT)),
                fsyncMillis);
    }
}
