package io.networkanalytics.bench.storage;

import io.networkanalytics.bench.BenchTables;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What tables take, as the server says. */
final class TableSizes {

    private static final String ACTIVE =
            " WHERE active AND database = currentDatabase() AND table = '";

    private final BenchTables tables;

    /**
     * Size of a table.
     *
     * @param bytes of its columns, compressed
     * @param diskBytes of all its files: with marks, keys and checksums
     * @param parts that are not merged
     */
    record TableSize(String table, long rows, long bytes, long diskBytes, long parts) {

        double bytesPerRow() {
            return rows == 0 ? 0 : (double) bytes / rows;
        }

        double shareOf(TableSize other) {
            return (double) bytes / other.bytes;
        }
    }

    /**
     * Size of a column.
     *
     * @param bytes compressed
     * @param plainBytes before compression
     */
    record ColumnSize(String column, long bytes, long plainBytes) {}

    TableSizes(BenchTables tables) {
        this.tables = tables;
    }

    /** Merges all parts of a table, one partition after the other. */
    void merge(String table) throws IOException {
        for (List<String> row :
                tables.rows(
                        "SELECT DISTINCT partition_id FROM system.parts" + ACTIVE + table + "'")) {
            tables.execute("OPTIMIZE TABLE " + table + " PARTITION ID '" + row.get(0) + "' FINAL");
        }
    }

    TableSize of(String table) throws IOException {
        List<String> row =
                tables.rows(
                                "SELECT sum(rows), sum(data_compressed_bytes), sum(bytes_on_disk),"
                                        + " count() FROM system.parts"
                                        + ACTIVE
                                        + table
                                        + "'")
                        .get(0);
        return new TableSize(
                table,
                Long.parseLong(row.get(0)),
                Long.parseLong(row.get(1)),
                Long.parseLong(row.get(2)),
                Long.parseLong(row.get(3)));
    }

    /** Columns, largest first. */
    List<ColumnSize> columns(String table) throws IOException {
        List<ColumnSize> columns = new ArrayList<>();
        for (List<String> row :
                tables.rows(
                        "SELECT column, sum(column_data_compressed_bytes) AS bytes,"
                                + " sum(column_data_uncompressed_bytes) FROM system.parts_columns"
                                + ACTIVE
                                + table
                                + "' GROUP BY column ORDER BY bytes DESC, column")) {
            columns.add(
                    new ColumnSize(
                            row.get(0), Long.parseLong(row.get(1)), Long.parseLong(row.get(2))));
        }
        return columns;
    }
}
