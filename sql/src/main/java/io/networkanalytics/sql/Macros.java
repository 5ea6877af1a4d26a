package io.networkanalytics.sql;

import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What differs between one server and a cluster, as {@code ${name}} in the files; all else is the
 * same in both.
 *
 * @param values replacement of each macro's name
 */
public record Macros(Map<String, String> values) {
    private static final Pattern MACRO = Pattern.compile("\\$\\{([^}\\n]*)}");

    /** Of rows with one key the one with the greatest {@code at} stays, not the last written. */
    private static final String NEWEST = "ReplacingMergeTree(at)";

    /** Copies the map. */
    public Macros {
        values = Map.copyOf(values);
    }

    /**
     * For one server. The window of 10000 blocks is what an outage may leave in flight for one
     * table.
     */
    public static Macros singleNode() {
        return new Macros(
                Map.of(
                        "MergeTree",
                        "MergeTree",
                        "AggregatingMergeTree",
                        "AggregatingMergeTree",
                        "ReplacingMergeTree",
                        "ReplacingMergeTree",
                        NEWEST,
                        "ReplacingMergeTree(at)",
                        "deduplication",
                        "non_replicated_deduplication_window = 10000",
                        "on_cluster",
                        ""));
    }

    /**
     * For a replicated cluster. What stands in braces is replaced by each server from the {@code
     * macros} of its own configuration, so they must define {@code cluster}, {@code shard} and
     * {@code replica}.
     */
    public static Macros cluster() {
        return new Macros(
                Map.of(
                        "MergeTree",
                        replicated("MergeTree"),
                        "AggregatingMergeTree",
                        replicated("AggregatingMergeTree"),
                        "ReplacingMergeTree",
                        replicated("ReplacingMergeTree"),
                        NEWEST,
                        replicated("ReplacingMergeTree")
                                .replace("'{replica}')", "'{replica}', at)"),
                        "deduplication",
                        "replicated_deduplication_window = 10000,"
                                + " replicated_deduplication_window_seconds = 604800",
                        "on_cluster",
                        " ON CLUSTER '{cluster}'"));
    }

    private static String replicated(String engine) {
        return "Replicated"
                + engine
                + "('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')";
    }

    /**
     * Replaces every macro, in comments too.
     *
     * @throws MigrationException if there is an unknown one, naming file and line
     */
    public String expand(MigrationFile file) {
        Matcher macro = MACRO.matcher(file.text());
        StringBuilder expanded = new StringBuilder();
        while (macro.find()) {
            String value = values.get(macro.group(1));
            if (value == null) {
                throw new MigrationException(
                        file.name()
                                + ":"
                                + Statement.lineAt(file.text(), macro.start())
                                + ": unknown macro "
                                + macro.group()
                                + ". Nothing of this run was applied. Known are "
                                + new TreeSet<>(values.keySet())
                                + ".");
            }
            macro.appendReplacement(expanded, Matcher.quoteReplacement(value));
        }
        return macro.appendTail(expanded).toString();
    }
}
