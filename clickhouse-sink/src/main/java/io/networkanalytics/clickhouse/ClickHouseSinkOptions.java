package io.networkanalytics.clickhouse;

import java.io.Serializable;

/**
 * How a sink behaves; the builder documents each.
 *
 * @param mode see {@link DeliveryMode}
 * @param blockBounds when blocks are closed early
 * @param maxPendingBytes where the writer slows down
 * @param maxConcurrentInserts of one subtask
 * @param retryPolicy waits between attempts
 * @param deduplicationNeeds for the check of the window
 */
record ClickHouseSinkOptions(
        DeliveryMode mode,
        BlockBounds blockBounds,
        long maxPendingBytes,
        int maxConcurrentInserts,
        RetryPolicy retryPolicy,
        DeduplicationNeeds deduplicationNeeds)
        implements Serializable {}
