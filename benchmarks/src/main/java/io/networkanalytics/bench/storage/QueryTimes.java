package io.networkanalytics.bench.storage;

import io.networkanalytics.bench.BenchTables;

import java.io.IOException;
import java.util.Arrays;

/** How long queries take, from the request to the end of the answer over HTTP. */
final class QueryTimes {

    private final BenchTables tables;
    private final int runs;

    /**
     * Times of a query.
     *
     * @param median seconds
     */
    record QueryTime(String query, double median, double min, double max, int runs) {}

    /**
     * Times of queries.
     *
     * @param runs of each, 1 or more, after one that is not counted: files are in memory then
     */
    QueryTimes(BenchTables tables, int runs) {
        this.tables = tables;
        this.runs = runs;
    }

    QueryTime of(String name, String sql) throws IOException {
        tables.execute(sql);
        double[] seconds = new double[runs];
        for (int i = 0; i < runs; i++) {
            long start = System.nanoTime();
            tables.execute(sql);
            seconds[i] = (System.nanoTime() - start) / 1e9;
        }
        Arrays.sort(seconds);
        return new QueryTime(name, seconds[runs / 2], seconds[0], seconds[runs - 1], runs);
    }
}
