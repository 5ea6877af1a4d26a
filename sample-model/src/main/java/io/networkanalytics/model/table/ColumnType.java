package io.networkanalytics.model.table;

/** The ClickHouse types that tables use. */
public enum ColumnType {
    /** 0 to 255. */
    UINT8("UInt8"),
    /** 0 to 65,535. */
    UINT16("UInt16"),
    /** 0 to 2^32 - 1. */
    UINT32("UInt32"),
    /** 0 to 2^64 - 1. */
    UINT64("UInt64"),
    /** Double precision: sums of squares. */
    FLOAT64("Float64"),
    /** Seconds since 1970. */
    DATE_TIME("DateTime('UTC')"),
    /** Nanoseconds since 1970. */
    DATE_TIME_NANOS("DateTime64(9, 'UTC')"),
    /** 16 bytes; IPv4 is mapped. */
    IPV6("IPv6"),
    /** Text or bytes. */
    STRING("String"),
    /** Text of which there are few different values. */
    LOW_CARDINALITY_STRING("LowCardinality(String)"),
    /** Text to text. */
    METADATA("Map(LowCardinality(String), String)");

    private final String sql;

    ColumnType(String sql) {
        this.sql = sql;
    }

    /**
     * The type as ClickHouse writes it.
     *
     * @return for example {@code UInt8}
     */
    public String sql() {
        return sql;
    }
}
