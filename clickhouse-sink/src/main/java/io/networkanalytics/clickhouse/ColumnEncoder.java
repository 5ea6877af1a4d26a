package io.networkanalytics.clickhouse;

import java.io.IOException;
import java.io.OutputStream;

/**
 * One column of the open block.
 *
 * <p>Values of fixed width are first staged: all columns of a row beside each other, and after some
 * rows each column takes its values from there. So a row writes to one place instead of a hundred.
 * What this alone gains was not measured apart from what {@link EncoderTemplate} does.
 *
 * @param <T> the row
 */
abstract class ColumnEncoder<T> {

    /** Bytes that a row takes in the stage; 0 if the column takes values at once. */
    abstract int stagedWidth();

    /**
     * Takes the row's value, into the stage or at once.
     *
     * @param at where the column's value of this row begins in the stage
     * @return bytes by which the block grew, before compression
     */
    abstract int append(T row, byte[] stage, int at);

    /**
     * Takes what is staged.
     *
     * @param first where the column's value of the first row begins
     * @param stride from a row to the next
     * @param rows at least 1
     */
    abstract void unstage(byte[] stage, int first, int stride, int rows);

    /**
     * Writes the column as a Native block holds it: state prefix, if the type has one, then data.
     */
    abstract void writeTo(OutputStream out) throws IOException;

    /** Empties the buffer and keeps its memory for the next block. */
    abstract void clear();
}
