package io.networkanalytics.model.table;

import java.util.Locale;

/**
 * The tables that hold samples, from all of them to one in a hundred. A coarser one answers the
 * same query from fewer rows, with a wider confidence interval. Each is part of the one before.
 */
public enum Resolution {
    /** Every sample. */
    FULL("samples", 1),
    /** One sample in ten, each standing for ten times as much. */
    TENTH("samples_10", 10),
    /** One sample in a hundred, each standing for a hundred times as much. */
    HUNDREDTH("samples_1", 100);

    private final String table;
    private final int factor;

    Resolution(String table, int factor) {
        this.table = table;
        this.factor = factor;
    }

    /** Name of the table; all have the columns of {@link SampleTable}. */
    public String table() {
        return table;
    }

    /** Samples that one row stands for; its {@code sample_interval} has been multiplied by it. */
    public int factor() {
        return factor;
    }

    /**
     * Which rows of {@code samples} are in the table, as a condition in SQL: a hash of the sample's
     * id, so that a sample that comes again is chosen again.
     */
    public String condition() {
        return String.format(
                Locale.ROOT, "cityHash64(exporter_id, epoch_micros, sequence) %% %d = 0", factor);
    }
}
