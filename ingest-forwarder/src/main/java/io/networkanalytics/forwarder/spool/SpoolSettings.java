package io.networkanalytics.forwarder.spool;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * Where and how to keep records until Kafka has them.
 *
 * @param directory of this forwarder alone; made if it is absent. Empty: there is no spool
 * @param maxBytes of all segments, at least {@link #MIN_SEGMENTS} segments
 * @param segmentBytes at which the next segment begins, at least {@link #MIN_SEGMENT_BYTES}
 * @param keep what stays when there is no room
 * @param fsync when it is forced to the disk
 * @param fsyncMillis for {@link Fsync#INTERVAL}, 1 or more
 */
public record SpoolSettings(
        Path directory, long maxBytes, long segmentBytes, Keep keep, Fsync fsync, int fsyncMillis) {

    /** 17 minutes of 20,000 samples a second of 400 bytes. */
    public static final long DEFAULT_MAX_BYTES = 8L * 1024 * 1024 * 1024;

    public static final long DEFAULT_SEGMENT_BYTES = 16L * 1024 * 1024;

    public static final int DEFAULT_FSYNC_MILLIS = 1000;

    public static final long MIN_SEGMENT_BYTES = 4096;

    /** Less, and what is on its way to Kafka could pin them all. */
    public static final int MIN_SEGMENTS = 4;

    /** No spool. */
    public static final SpoolSettings OFF = of(Path.of(""));

    public SpoolSettings {
        requireNonNull(directory, "directory");
        requireNonNull(keep, "keep");
        requireNonNull(fsync, "fsync");
        if (segmentBytes < MIN_SEGMENT_BYTES || segmentBytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "segmentBytes is "
                            + segmentBytes
                            + ", must be "
                            + MIN_SEGMENT_BYTES
                            + " to 2^31 - 1");
        }
        if (maxBytes / MIN_SEGMENTS < segmentBytes) {
            throw new IllegalArgumentException(
                    "maxBytes is "
                            + maxBytes
                            + ", must be at least "
                            + MIN_SEGMENTS
                            + " x segmentBytes");
        }
        if (fsyncMillis < 1) {
            throw new IllegalArgumentException(
                    "fsyncMillis is " + fsyncMillis + ", must be 1 or more");
        }
    }

    /** Whether there is a spool. */
    public boolean on() {
        return !directory.toString().isEmpty();
    }

    /** Defaults for all but the directory. */
    public static SpoolSettings of(Path directory) {
        return new SpoolSettings(
                directory,
                DEFAULT_MAX_BYTES,
                DEFAULT_SEGMENT_BYTES,
                Keep.OLDEST,
                Fsync.INTERVAL,
                DEFAULT_FSYNC_MILLIS);
    }
}
