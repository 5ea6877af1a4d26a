/**
 * Samples from Kafka to queryable rows: the job, what is possible without Flink, and ClickHouse's
 * own Kafka engine.
 */
package io.networkanalytics.bench.pipeline;
