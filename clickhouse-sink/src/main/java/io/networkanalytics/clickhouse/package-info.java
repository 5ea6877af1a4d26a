/**
 * An exactly-once ClickHouse sink for Flink 2.2. It knows tables, columns and blocks, and nothing
 * of what the rows mean.
 *
 * <p>Start at {@link io.networkanalytics.clickhouse.ClickHouseSink}. Rows are encoded into columns
 * as they come ({@link io.networkanalytics.clickhouse.NativeBlockEncoder}), travel through the
 * checkpoint as closed blocks with a token ({@link io.networkanalytics.clickhouse.InsertBlock}),
 * and are inserted when the checkpoint is complete ({@link
 * io.networkanalytics.clickhouse.ClickHouseCommitter}); the server recognises the token of a block
 * that it already has.
 */
package io.networkanalytics.clickhouse;
