package io.networkanalytics.model.rollup;

import static java.util.Objects.requireNonNull;

/**
 * Sums of one key and one minute. There may be several rows for the same key and minute (late
 * samples arrive as rows of their own): readers always sum.
 *
 * @param minute start of the minute, seconds since 1970
 * @param key the dimensions
 * @param sums the sums
 */
public record RollupRow(long minute, RollupKey key, RollupSums sums) {

    public RollupRow {
        requireNonNull(key, "key");
        requireNonNull(sums, "sums");
    }
}
