package io.networkanalytics.job.metrics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The tables of docs/reference/metrics.md. {@code REASON} in a name stands for what is known only
 * when it happens.
 *
 * @param since by name: {@code start} or {@code event}
 */
record MetricsPage(Map<String, String> since) {

    private static final Pattern ROW =
            Pattern.compile("^\\| `(\\w+)` \\|[^|]*\\|[^|]*\\| (\\w+) \\|.*", Pattern.MULTILINE);
    private static final Pattern OURS =
            Pattern.compile(
                    "(forwarder|network_analytics|flink_taskmanager_job_task_operator_"
                            + "(source|annotate|attack|rollup|clickhouse))_.+");

    static MetricsPage read(Path page) {
        Map<String, String> since = new TreeMap<>();
        ROW.matcher(text(page))
                .results()
                .forEach(
                        row -> {
                            if (since.put(row.group(1), row.group(2)) != null) {
                                throw new IllegalStateException(row.group(1) + " stands twice");
                            }
                        });
        return new MetricsPage(since);
    }

    private static String text(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong with the page, given the names that were scraped: empty if nothing is. */
    List<String> differences(Set<String> scraped) {
        List<String> differences = new ArrayList<>();
        for (String name : scraped) {
            if (OURS.matcher(name).matches() && !has(name)) {
                differences.add("exported and not on the page: " + name);
            }
        }
        Set<String> missing = new HashSet<>(since.keySet());
        missing.removeAll(scraped);
        for (String name : new TreeSet<>(missing)) {
            if (!since.get(name).equals("event")) {
                differences.add("on the page and not exported: " + name);
            }
        }
        return differences;
    }

    boolean has(String name) {
        return since.keySet().stream()
                .anyMatch(documented -> name.matches(documented.replace("REASON", "[A-Z0-9_]+")));
    }

    /** Documented names of the forwarder as its code has them. */
    Set<String> ofForwarder() {
        Set<String> names = new TreeSet<>();
        for (String name : since.keySet()) {
            if (name.startsWith("forwarder_")) {
                names.add(name.replaceAll("_total$", "").replace('_', '.'));
            }
        }
        return names;
    }
}
