package io.networkanalytics.bench.storage;

/** Ways to compress a column. */
enum Codec {
    NONE("NONE", false),
    LZ4("LZ4", false),
    ZSTD_1("ZSTD(1)", false),
    ZSTD_3("ZSTD(3)", false),
    DELTA("Delta, ZSTD(1)", true),
    DOUBLE_DELTA("DoubleDelta, ZSTD(1)", true),
    T64("T64, ZSTD(1)", true),
    T64_LZ4("T64, LZ4", true);

    private final String sql;
    private final boolean ofNumbers;

    Codec(String sql, boolean ofNumbers) {
        this.sql = sql;
        this.ofNumbers = ofNumbers;
    }

    /** As CODEC() takes it. */
    String sql() {
        return sql;
    }

    /** Whether a column of a type can have it. */
    boolean takes(String type) {
        return !ofNumbers || type.startsWith("UInt") || type.startsWith("DateTime");
    }
}
