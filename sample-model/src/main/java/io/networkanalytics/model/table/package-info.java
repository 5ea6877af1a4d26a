/**
 * The ClickHouse tables as code sees them: names, columns in order with types, and what fills each
 * column. The DDL itself stands in {@code sql/clickhouse} alone; a contract test holds the two
 * together.
 */
package io.networkanalytics.model.table;
