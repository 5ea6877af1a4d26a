package io.networkanalytics.bench.storage;

import io.networkanalytics.bench.BenchTables;
import io.networkanalytics.bench.storage.TableSizes.TableSize;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Samples in the order of their arrival, from which tables of other forms are filled. */
final class StagedSamples {

    private static final String STAGED = "staged";
    private static final String ENGINE = " ENGINE = MergeTree ORDER BY ";

    private final BenchServer server;
    private final BenchTables tables;
    private final TableSizes sizes;
    private final List<List<String>> columns;

    /**
     * A table of another form.
     *
     * @param size with all parts merged
     * @param insertSeconds processor time of the server: reading, sorting, compressing, merging
     */
    record Filled(TableSize size, double insertSeconds) {}

    /** Takes the rows of {@code samples}. */
    StagedSamples(BenchServer server) throws IOException {
        this.server = server;
        this.tables = server.tables();
        this.sizes = new TableSizes(tables);
        columns =
                tables.rows(
                        "SELECT name, type, compression_codec FROM system.columns WHERE database ="
                                + " currentDatabase() AND table = 'samples' ORDER BY position");
        create(STAGED, "tuple()", Map.of());
        tables.execute("INSERT INTO staged SELECT * FROM samples ORDER BY observed_at");
    }

    /** Name, type and codec ("CODEC(...)" or "") of each column. */
    List<List<String>> columns() {
        return columns;
    }

    /**
     * Makes a table, fills and merges it.
     *
     * @param codecs by column; of others as they are in {@code samples}
     */
    Filled fill(String table, String orderBy, Map<String, String> codecs) throws IOException {
        create(table, orderBy, codecs);
        double start = server.cpuSeconds();
        tables.execute(
                "INSERT INTO "
                        + table
                        + " SELECT * FROM staged SETTINGS max_threads = 1, max_insert_threads = 1");
        sizes.merge(table);
        return new Filled(sizes.of(table), server.cpuSeconds() - start);
    }

    private void create(String table, String orderBy, Map<String, String> codecs)
            throws IOException {
        tables.execute("DROP TABLE IF EXISTS " + table + " SYNC");
        String list =
                columns.stream()
                        .map(
                                column ->
                                        column.get(0)
                                                + " "
                                                + column.get(1).replace("\\'", "'")
                                                + " "
                                                + codecs.getOrDefault(column.get(0), column.get(2)))
                        .collect(Collectors.joining(", "));
        tables.execute("CREATE TABLE " + table + " (" + list + ")" + ENGINE + orderBy);
    }
}
