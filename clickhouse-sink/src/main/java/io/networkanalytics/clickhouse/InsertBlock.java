package io.networkanalytics.clickhouse;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.UUID;

/**
 * Rows on their way to a table, closed and encoded: what the writer hands to the checkpoint and the
 * committer inserts.
 *
 * <p>The token is random and made when the block is closed. One derived from job, subtask and
 * checkpoint number would come again, with other rows, after a restore from an older savepoint, and
 * the server would drop those rows as duplicates.
 *
 * @param table the table it was encoded for
 * @param columns names of the columns in the payload, in order; they travel with the block, since
 *     the job that inserts it may know other columns than the one that encoded it
 * @param token by which the server recognises the block
 * @param rows at least 1
 * @param uncompressedBytes of the payload, at least 1
 * @param payload one Native block in an LZ4 frame; not copied, not to be changed
 */
public record InsertBlock(
        String table,
        List<String> columns,
        UUID token,
        int rows,
        long uncompressedBytes,
        byte[] payload) {

    public InsertBlock {
        requireNonNull(table, "table");
        columns = List.copyOf(columns);
        requireNonNull(token, "token");
        requireNonNull(payload, "payload");
        if (rows < 1 || uncompressedBytes < 1 || columns.isEmpty() || payload.length == 0) {
            throw new IllegalArgumentException(
                    "A block has at least one row, column and byte; this one for table "
                            + table
                            + " has "
                            + rows
                            + " rows, "
                            + columns.size()
                            + " columns, "
                            + payload.length
                            + " bytes");
        }
    }

    /** Without the payload, for messages. */
    @Override
    public String toString() {
        return "table "
                + table
                + ", token "
                + token
                + ", "
                + rows
                + " rows, "
                + payload.length
                + " bytes ("
                + uncompressedBytes
                + " uncompressed)";
    }

    /** A block is its token: two with the same one are the same rows. */
    @Override
    public boolean equals(Object other) {
        return other instanceof InsertBlock that && token.equals(that.token);
    }

    @Override
    public int hashCode() {
        return token.hashCode();
    }
}
