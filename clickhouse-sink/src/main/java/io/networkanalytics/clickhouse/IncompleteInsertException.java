package io.networkanalytics.clickhouse;

/** The server answered without an error and has not written all rows. */
final class IncompleteInsertException extends Exception {

    private static final long serialVersionUID = 1;

    IncompleteInsertException(InsertBlock block, long writtenRows) {
        super(
                "the server reports "
                        + writtenRows
                        + " written rows of "
                        + block.rows()
                        + " without an error");
    }
}
