package io.networkanalytics.clickhouse;

import java.io.IOException;
import java.io.OutputStream;

/**
 * The growing buffer of one column of the open block.
 *
 * @param <T> the row
 */
abstract class ColumnEncoder<T> {

    /**
     * Appends the row's value.
     *
     * @return bytes by which the block grew, before compression
     */
    abstract int append(T row);

    /**
     * Writes the column as a Native block holds it: state prefix, if the type has one, then data.
     */
    abstract void writeTo(OutputStream out) throws IOException;

    /** Empties the buffer and keeps its memory for the next block. */
    abstract void clear();
}
