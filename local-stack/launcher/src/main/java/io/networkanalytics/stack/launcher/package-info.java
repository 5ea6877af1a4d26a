/**
 * What runs inside the server processes of the local stack. It stands on the class path of Kafka,
 * Flink and ClickHouse, so it needs nothing but the JDK (and JNA for ClickHouse alone).
 */
package io.networkanalytics.stack.launcher;
