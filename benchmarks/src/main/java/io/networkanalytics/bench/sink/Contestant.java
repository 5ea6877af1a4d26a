package io.networkanalytics.bench.sink;

/** A way into the table {@code samples}. */
enum Contestant {
    /** Ours. */
    EXACTLY_ONCE("exactly-once sink", 3_000_000),
    /** The sink of flink-connector-jdbc, as its documentation shows it. */
    JDBC("JdbcSink, batches of 5000", 200_000),
    /**
     * A sink on AsyncSinkBase through client-v2 in RowBinary, as the official connector is made.
     */
    ASYNC("AsyncSink, RowBinary", 1_000_000),
    /** No Flink: the same blocks, encoded before, posted one after the other. */
    HTTP("plain HTTP, encoded before", 3_000_000),
    /**
     * The same with String where the table has LowCardinality(String), for the server to convert.
     */
    HTTP_STRINGS("plain HTTP, as String", 3_000_000);

    private final String title;
    private final int rows;

    Contestant(String title, int rows) {
        this.title = title;
        this.rows = rows;
    }

    String title() {
        return title;
    }

    /** Enough for several seconds. */
    int rows() {
        return rows;
    }
}
