package io.networkanalytics.bench.storage;

import io.networkanalytics.bench.BenchTables;
import java.io.IOException;
import java.util.Arrays;

/** How long queries take, from the request to the end of the answer over HTTP. */
final class QueryTimes {

    private final BenchServer server;
    private final int runs;

    /**
     * Times of a query.
     *
     * @param median seconds
     * @param cpuSeconds mean of the server's processor time, with whatever else it does
     */
    record QueryTime(
            String query, double median, double min, double max, double cpuSeconds, int runs) {}

    /**
     * Times of queries.
     *
     * @param runs of each, 1 or more, after one that is not counted: files are in memory then
     */
    QueryTimes(BenchServer server, int runs) {
        this.server = server;
        this.runs = runs;
    }

    QueryTime of(String name, String sql) throws IOException {
        BenchTables tables = server.tables();
        tables.execute(sql);
        double cpu = server.cpuSeconds();
        double[] seconds = new double[runs];
        for (int i = 0; i < runs; i++) {
            long start = System.nanoTime();
            tables.execute(sql);
            seconds[i] = (System.nanoTime() - start) / 1e9;
        }
        Arrays.sort(seconds);
        return new QueryTime(
                name,
                seconds[runs / 2],
                seconds[0],
                seconds[runs - 1],
                (server.cpuSeconds() - cpu) / runs,
                runs);
    }
}
