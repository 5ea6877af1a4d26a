package io.networkanalytics.clickhouse;

import java.io.Serializable;
import java.time.Duration;

/**
 * What the job asks of the table's memory of tokens, for {@link DeduplicationWindowCheck}.
 *
 * @param blocksPerCheckpoint blocks of one subtask and checkpoint at the highest rate, at least 1
 * @param partitionsPerBlock partitions that a block touches, late rows included, at least 1
 * @param checkpointInterval of the job, at least 1 ms
 * @param longestOutage that must not harm, at least 0
 */
public record DeduplicationNeeds(
        int blocksPerCheckpoint,
        int partitionsPerBlock,
        Duration checkpointInterval,
        Duration longestOutage)
        implements Serializable {

    /** 4 blocks over 3 partitions every 10 seconds, an hour of outage. */
    public static final DeduplicationNeeds DEFAULT =
            new DeduplicationNeeds(4, 3, Duration.ofSeconds(10), Duration.ofHours(1));

    public DeduplicationNeeds {
        if (blocksPerCheckpoint < 1
                || partitionsPerBlock < 1
                || checkpointInterval.toMillis() < 1
                || longestOutage.isNegative()) {
            throw new IllegalArgumentException(
                    "blocksPerCheckpoint "
                            + blocksPerCheckpoint
                            + ", partitionsPerBlock "
                            + partitionsPerBlock
                            + ", checkpointInterval "
                            + checkpointInterval
                            + ", longestOutage "
                            + longestOutage
                            + ": all must be positive");
        }
    }
}
