package io.networkanalytics.clickhouse;

/** What a failure may do to rows. */
public enum DeliveryMode {
    /**
     * Rows are inserted once the checkpoint that holds them is complete; each is there exactly
     * once.
     */
    EXACTLY_ONCE,
    /**
     * Rows are inserted when their block is full and at the checkpoint's barrier. They are
     * queryable sooner by the checkpoint's duration; after a failure the rows since the last
     * checkpoint are there twice.
     */
    AT_LEAST_ONCE
}
