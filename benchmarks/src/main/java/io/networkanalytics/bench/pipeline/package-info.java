/** Samples from Kafka to queryable rows: the job, and what is possible without Flink. */
package io.networkanalytics.bench.pipeline;
