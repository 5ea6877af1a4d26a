/**
 * Brings a ClickHouse database to the state that the files of {@code sql/clickhouse} describe. The
 * plain JDK, so that the container that runs it holds one small jar.
 */
package io.networkanalytics.sql;
