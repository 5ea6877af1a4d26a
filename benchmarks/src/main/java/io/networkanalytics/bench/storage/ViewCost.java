package io.networkanalytics.bench.storage;

import io.networkanalytics.bench.BenchTables;
import io.networkanalytics.bench.SampleBlocks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows a second that one connection inserts, with and without the views on {@code samples}. */
final class ViewCost {

    private static final int BLOCKS = 4;
    private static final int BLOCK_ROWS = 125_000;

    private static final String ATTACKS = "attack_aggregates_view";
    private static final List<String> RESOLUTIONS = List.of("samples_10_view", "samples_1_view");

    /** All views on samples. */
    static final List<String> VIEWS = List.of(ATTACKS, RESOLUTIONS.get(0), RESOLUTIONS.get(1));

    private static final List<String> TABLES =
            List.of("samples", "samples_10", "samples_1", "attack_aggregates");

    private final BenchTables tables;
    private final SampleBlocks blocksTo;
    private final BenchServer server;
    private final List<byte[]> blocks = new ArrayList<>();

    /**
     * Rates of one set of views.
     *
     * @param median rows a second
     * @param perCpuSecond median of rows a second of the server's processor time
     */
    record InsertRate(
            String views, double median, double min, double max, double perCpuSecond, int runs) {}

    private record Insert(double rate, double perCpuSecond) {}

    ViewCost(BenchServer server, StoredTraffic traffic) throws IOException {
        this.tables = server.tables();
        this.blocksTo = server.blocks();
        this.server = server;
        var encoder = TrafficLoad.newEncoder();
        for (int i = 0; i < BLOCKS; i++) {
            blocks.add(TrafficLoad.encode(encoder, traffic, (long) i * BLOCK_ROWS, BLOCK_ROWS));
        }
    }

    /** Inserts into empty tables, the sets of views in turn; leaves the tables empty. */
    List<InsertRate> measure(int rounds) throws IOException, InterruptedException {
        Map<String, List<String>> sets = new LinkedHashMap<>();
        sets.put("no view", List.of());
        sets.put("attacks", List.of(ATTACKS));
        sets.put("lower resolutions", RESOLUTIONS);
        sets.put("all", VIEWS);
        Map<String, List<Insert>> inserts = new LinkedHashMap<>();
        for (int round = -1; round < rounds; round++) {
            for (Map.Entry<String, List<String>> set : sets.entrySet()) {
                Insert insert = insert(set.getValue());
                if (round >= 0) {
                    inserts.computeIfAbsent(set.getKey(), k -> new ArrayList<>()).add(insert);
                }
            }
        }
        List<InsertRate> result = new ArrayList<>();
        inserts.forEach((views, all) -> result.add(rate(views, all)));
        return result;
    }

    private static InsertRate rate(String views, List<Insert> inserts) {
        double[] rates = inserts.stream().mapToDouble(Insert::rate).sorted().toArray();
        double[] cpu = inserts.stream().mapToDouble(Insert::perCpuSecond).sorted().toArray();
        int middle = rates.length / 2;
        return new InsertRate(
                views, rates[middle], rates[0], rates[rates.length - 1], cpu[middle], rates.length);
    }

    private Insert insert(List<String> attached) throws IOException, InterruptedException {
        List<String> detached = new ArrayList<>(VIEWS);
        detached.removeAll(attached);
        for (String view : detached) {
            tables.execute("DETACH TABLE " + view + " SYNC");
        }
        try {
            double cpu = server.cpuSeconds();
            long start = System.nanoTime();
            for (byte[] block : blocks) {
                blocksTo.post(block, "&insert_deduplicate=0");
            }
            long nanos = System.nanoTime() - start;
            tables.requireRows("samples", (long) BLOCKS * BLOCK_ROWS);
            double rows = BLOCKS * (double) BLOCK_ROWS;
            return new Insert(rows * 1e9 / nanos, rows / (server.cpuSeconds() - cpu));
        } finally {
            for (String view : detached) {
                tables.execute("ATTACH TABLE " + view);
            }
            for (String table : TABLES) {
                tables.empty(table);
            }
        }
    }
}
