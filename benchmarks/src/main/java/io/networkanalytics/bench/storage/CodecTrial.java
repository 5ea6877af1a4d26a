package io.networkanalytics.bench.storage;

import io.networkanalytics.bench.storage.StagedSamples.Filled;
import io.networkanalytics.bench.storage.TableSizes.ColumnSize;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Each column of {@code samples} with each codec: bytes, and time to read it. */
final class CodecTrial {

    private static final int COLUMNS_SHOWN = 60;

    private final BenchServer server;
    private final StagedSamples staged;
    private final QueryTimes times;
    private final Map<String, Map<String, Double>> bytesPerRow = new TreeMap<>();
    private final Map<String, Map<String, Double>> milliseconds = new TreeMap<>();
    private final Map<String, Double> insertSeconds = new LinkedHashMap<>();

    CodecTrial(BenchServer server, StagedSamples staged, int runs) {
        this.server = server;
        this.staged = staged;
        this.times = new QueryTimes(server, runs);
    }

    /** Measures all, and prints a line for each column, largest first. */
    Map<String, Object> run(PrintStream out) throws IOException {
        trial("as it is", Map.of());
        for (Codec codec : Codec.values()) {
            Map<String, String> codecs = new LinkedHashMap<>();
            for (List<String> column : staged.columns()) {
                if (codec.takes(column.get(1))) {
                    codecs.put(column.get(0), "CODEC(" + codec.sql() + ")");
                }
            }
            trial(codec.sql(), codecs);
        }
        print(out);
        return Map.of(
                "bytesPerRow", bytesPerRow,
                "scanMilliseconds", milliseconds,
                "insertCpuSeconds", insertSeconds);
    }

    private void trial(String name, Map<String, String> codecs) throws IOException {
        Filled filled = staged.fill("codec_trial", OrderTrial.CURRENT, codecs);
        insertSeconds.put(name, filled.insertSeconds());
        for (ColumnSize column : new TableSizes(server.tables()).columns("codec_trial")) {
            if (!codecs.isEmpty() && !codecs.containsKey(column.column())) {
                continue;
            }
            put(bytesPerRow, column.column(), name, column.bytes() / (double) filled.size().rows());
            String scan =
                    "SELECT count() FROM codec_trial WHERE NOT ignore("
                            + column.column()
                            + ") SETTINGS max_threads = 1";
            put(milliseconds, column.column(), name, 1000 * times.of(column.column(), scan).min());
        }
    }

    private static void put(
            Map<String, Map<String, Double>> map, String column, String codec, double value) {
        map.computeIfAbsent(column, k -> new LinkedHashMap<>()).put(codec, value);
    }

    private void print(PrintStream out) {
        out.printf("%n%-27s", "bytes/row (ms to read)");
        insertSeconds.keySet().forEach(codec -> out.printf(" %15s", codec));
        out.println();
        List<String> columns = new ArrayList<>(bytesPerRow.keySet());
        columns.sort(
                (a, b) ->
                        Double.compare(
                                bytesPerRow.get(b).get("as it is"),
                                bytesPerRow.get(a).get("as it is")));
        for (String column : columns.subList(0, Math.min(COLUMNS_SHOWN, columns.size()))) {
            out.printf("%-27s", column);
            for (String codec : insertSeconds.keySet()) {
                Double bytes = bytesPerRow.get(column).get(codec);
                out.print(
                        bytes == null
                                ? " ".repeat(16)
                                : String.format(
                                        Locale.ROOT,
                                        " %7.3f (%5.1f)",
                                        bytes,
                                        milliseconds.get(column).get(codec)));
            }
            out.println();
        }
        out.printf("%-27s", "all (CPU s of insert)");
        for (String codec : insertSeconds.keySet()) {
            double all =
                    bytesPerRow.values().stream()
                            .mapToDouble(c -> c.getOrDefault(codec, c.get("as it is")))
                            .sum();
            out.printf(Locale.ROOT, " %7.2f (%5.1f)", all, insertSeconds.get(codec));
        }
        out.println();
    }
}
