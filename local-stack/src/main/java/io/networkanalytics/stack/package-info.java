/**
 * The real Kafka, ClickHouse and Flink as child processes of this one, for the demo, development
 * and tests. Start with {@link io.networkanalytics.stack.LocalStack}.
 */
package io.networkanalytics.stack;
