package io.networkanalytics.clickhouse;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A column of a ClickHouse table and what fills it from a row. A table is declared once, as a list
 * of these; the factories are named after the ClickHouse types.
 *
 * <p>Accessors are called once per row on the task's thread, must not return null and must not keep
 * the row. A value outside of the column's range fails the write with {@link
 * IllegalArgumentException}: the sink drops and truncates nothing, so check before.
 *
 * @param <T> the row
 */
public final class ClickHouseColumn<T> implements Serializable {

    private static final long serialVersionUID = 1;
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** Reads an integer or a time. */
    @FunctionalInterface
    public interface LongAccessor<T> extends Serializable {
        /**
         * Reads the value.
         *
         * @param row the row
         * @return the value; UInt64 as its 64 bits
         */
        long get(T row);
    }

    /** Reads a floating-point number. */
    @FunctionalInterface
    public interface DoubleAccessor<T> extends Serializable {
        /**
         * Reads the value.
         *
         * @param row the row
         * @return the value
         */
        double get(T row);
    }

    /** Reads text. */
    @FunctionalInterface
    public interface TextAccessor<T> extends Serializable {
        /**
         * Reads the value.
         *
         * @param row the row
         * @return the text, written as UTF-8
         */
        String get(T row);
    }

    /**
     * Reads bytes without a copy in between: the length first, then into the column's own buffer.
     */
    public interface BytesAccessor<T> extends Serializable {
        /**
         * The number of bytes that {@link #copyTo} will write.
         *
         * @param row the row
         * @return at least 0
         */
        int length(T row);

        /**
         * Copies the bytes.
         *
         * @param row the row
         * @param target has room for {@link #length} bytes from {@code offset}
         * @param offset where to begin
         */
        void copyTo(T row, byte[] target, int offset);
    }

    /** Reads a map. */
    @FunctionalInterface
    public interface MapAccessor<T> extends Serializable {
        /**
         * Reads the value.
         *
         * @param row the row
         * @return the map
         */
        Map<String, String> get(T row);
    }

    /** Makes the buffer of a column, one for each writer. */
    @FunctionalInterface
    interface EncoderFactory<T> extends Serializable {
        ColumnEncoder<T> create();
    }

    private final String name;
    private final String type;
    private final EncoderFactory<T> encoder;

    private ClickHouseColumn(String name, String type, EncoderFactory<T> encoder) {
        requireNonNull(name, "name");
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "Column name '" + name + "' is not of the form " + NAME.pattern());
        }
        this.name = name;
        this.type = type;
        this.encoder = encoder;
    }

    /** 0 to 255. */
    public static <T> ClickHouseColumn<T> uint8(String name, LongAccessor<T> value) {
        requireNonNull(value, name);
        return new ClickHouseColumn<>(
                name,
                "UInt8",
                () -> NumberEncoders.encoder(NumberEncoders.OneByte.class, name, value));
    }

    /** 0 to 65,535. */
    public static <T> ClickHouseColumn<T> uint16(String name, LongAccessor<T> value) {
        requireNonNull(value, name);
        return new ClickHouseColumn<>(
                name,
                "UInt16",
                () -> NumberEncoders.encoder(NumberEncoders.TwoBytes.class, name, value));
    }

    /** 0 to 2^32 - 1. */
    public static <T> ClickHouseColumn<T> uint32(String name, LongAccessor<T> value) {
        requireNonNull(value, name);
        return new ClickHouseColumn<>(
                name,
                "UInt32",
                () -> NumberEncoders.encoder(NumberEncoders.FourBytes.class, name, value));
    }

    /** 0 to 2^64 - 1; the accessor gives the 64 bits. */
    public static <T> ClickHouseColumn<T> uint64(String name, LongAccessor<T> value) {
        requireNonNull(value, name);
        return new ClickHouseColumn<>(
                name,
                "UInt64",
                () -> NumberEncoders.encoder(NumberEncoders.EightBytes.class, name, value));
    }

    /** -2^63 to 2^63 - 1. */
    public static <T> ClickHouseColumn<T> int64(String name, LongAccessor<T> value) {
        requireNonNull(value, name);
        return new ClickHouseColumn<>(
                name,
                "Int64",
                () -> NumberEncoders.encoder(NumberEncoders.EightBytes.class, name, value));
    }

    /** Double precision. */
    public static <T> ClickHouseColumn<T> float64(String name, DoubleAccessor<T> value) {
        requireNonNull(value, name);
        return new ClickHouseColumn<>(
                name,
                "Float64",
                () -> NumberEncoders.encoder(NumberEncoders.Doubles.class, name, value));
    }

    /** Seconds since 1970 UTC, 0 to 2^32 - 1. */
    public static <T> ClickHouseColumn<T> dateTime(String name, LongAccessor<T> seconds) {
        requireNonNull(seconds, name);
        return new ClickHouseColumn<>(
                name,
                "DateTime",
                () -> NumberEncoders.encoder(NumberEncoders.FourBytes.class, name, seconds));
    }

    /** Nanoseconds since 1970 UTC. */
    public static <T> ClickHouseColumn<T> dateTime64Nanos(String name, LongAccessor<T> nanos) {
        requireNonNull(nanos, name);
        return new ClickHouseColumn<>(
                name,
                "DateTime64(9)",
                () -> NumberEncoders.encoder(NumberEncoders.EightBytes.class, name, nanos));
    }

    /** 16 bytes in network order, IPv4 mapped ({@code ::ffff:a.b.c.d}); no bytes stand for ::. */
    public static <T> ClickHouseColumn<T> ipv6(String name, BytesAccessor<T> value) {
        requireNonNull(value, name);
        return new ClickHouseColumn<>(
                name, "IPv6", () -> TextEncoders.encoder(TextEncoders.Ipv6.class, name, value));
    }

    /** Text. */
    public static <T> ClickHouseColumn<T> string(String name, TextAccessor<T> value) {
        requireNonNull(value, name);
        return new ClickHouseColumn<>(
                name, "String", () -> TextEncoders.encoder(TextEncoders.Text.class, name, value));
    }

    /** Bytes in a String column. */
    public static <T> ClickHouseColumn<T> bytes(String name, BytesAccessor<T> value) {
        requireNonNull(value, name);
        return new ClickHouseColumn<>(
                name, "String", () -> TextEncoders.encoder(TextEncoders.Bytes.class, name, value));
    }

    /** Text of which a block has few different values. */
    public static <T> ClickHouseColumn<T> lowCardinalityString(String name, TextAccessor<T> value) {
        requireNonNull(value, name);
        return new ClickHouseColumn<>(
                name,
                "LowCardinality(String)",
                () -> TextEncoders.encoder(TextEncoders.LowCardinality.class, name, value));
    }

    /** Text to text, with few different keys. */
    public static <T> ClickHouseColumn<T> map(String name, MapAccessor<T> value) {
        requireNonNull(value, name);
        return new ClickHouseColumn<>(
                name,
                "Map(LowCardinality(String), String)",
                () -> TextEncoders.encoder(TextEncoders.TextMap.class, name, value));
    }

    /**
     * The name in the table.
     *
     * @return letters, digits and underscores
     */
    public String name() {
        return name;
    }

    /**
     * The ClickHouse type that is sent.
     *
     * @return for example {@code UInt8}; times without their time zone, which the bytes do not have
     */
    public String type() {
        return type;
    }

    ColumnEncoder<T> newEncoder() {
        return encoder.create();
    }

    @Override
    public String toString() {
        return name + " " + type;
    }
}
