package io.networkanalytics.model.table;

import com.google.protobuf.ByteString;
import java.io.Serializable;
import java.util.Map;

/**
 * A column and what fills it from a row.
 *
 * @param <T> the row
 */
public sealed interface TableColumn<T> extends Serializable {

    /**
     * The name in the table.
     *
     * @return snake case
     */
    String name();

    /**
     * The type in the table.
     *
     * @return the type
     */
    ColumnType type();

    /** Reads an unsigned integer or a time from a row. */
    @FunctionalInterface
    interface NumberOf<T> extends Serializable {
        /**
         * Reads the value.
         *
         * @param row the row
         * @return the value; 64-bit values as their bits
         */
        long get(T row);
    }

    /** Reads a floating-point number from a row. */
    @FunctionalInterface
    interface RealOf<T> extends Serializable {
        /**
         * Reads the value.
         *
         * @param row the row
         * @return the value
         */
        double get(T row);
    }

    /** Reads text from a row. */
    @FunctionalInterface
    interface TextOf<T> extends Serializable {
        /**
         * Reads the value.
         *
         * @param row the row
         * @return the text, never null
         */
        String get(T row);
    }

    /** Reads bytes from a row. */
    @FunctionalInterface
    interface BytesOf<T> extends Serializable {
        /**
         * Reads the value.
         *
         * @param row the row
         * @return the bytes, never null
         */
        ByteString get(T row);
    }

    /** Reads a map from a row. */
    @FunctionalInterface
    interface MapOf<T> extends Serializable {
        /**
         * Reads the value.
         *
         * @param row the row
         * @return the map, never null
         */
        Map<String, String> get(T row);
    }

    /** A column of integers or times. */
    record NumberColumn<T>(String name, ColumnType type, NumberOf<T> value)
            implements TableColumn<T> {}

    /** A column of floating-point numbers. */
    record RealColumn<T>(String name, ColumnType type, RealOf<T> value) implements TableColumn<T> {}

    /** A column of text. */
    record TextColumn<T>(String name, ColumnType type, TextOf<T> value) implements TableColumn<T> {}

    /** A column of bytes; for IPv6, 16 of them. */
    record BytesColumn<T>(String name, ColumnType type, BytesOf<T> value)
            implements TableColumn<T> {}

    /** A column of maps from text to text. */
    record MapColumn<T>(String name, ColumnType type, MapOf<T> value) implements TableColumn<T> {}

    /** Integer of eight bits. */
    static <T> TableColumn<T> uint8(String name, NumberOf<T> value) {
        return new NumberColumn<>(name, ColumnType.UINT8, value);
    }

    /** Integer of sixteen bits. */
    static <T> TableColumn<T> uint16(String name, NumberOf<T> value) {
        return new NumberColumn<>(name, ColumnType.UINT16, value);
    }

    /** Integer of thirty-two bits. */
    static <T> TableColumn<T> uint32(String name, NumberOf<T> value) {
        return new NumberColumn<>(name, ColumnType.UINT32, value);
    }

    /** Integer of sixty-four bits. */
    static <T> TableColumn<T> uint64(String name, NumberOf<T> value) {
        return new NumberColumn<>(name, ColumnType.UINT64, value);
    }

    /** Double precision. */
    static <T> TableColumn<T> float64(String name, RealOf<T> value) {
        return new RealColumn<>(name, ColumnType.FLOAT64, value);
    }

    /** Seconds since 1970. */
    static <T> TableColumn<T> seconds(String name, NumberOf<T> value) {
        return new NumberColumn<>(name, ColumnType.DATE_TIME, value);
    }

    /** Nanoseconds since 1970. */
    static <T> TableColumn<T> nanos(String name, NumberOf<T> value) {
        return new NumberColumn<>(name, ColumnType.DATE_TIME_NANOS, value);
    }

    /** Text with few different values. */
    static <T> TableColumn<T> name(String name, TextOf<T> value) {
        return new TextColumn<>(name, ColumnType.LOW_CARDINALITY_STRING, value);
    }

    /** Text. */
    static <T> TableColumn<T> text(String name, TextOf<T> value) {
        return new TextColumn<>(name, ColumnType.STRING, value);
    }

    /** Address. */
    static <T> TableColumn<T> address(String name, BytesOf<T> value) {
        return new BytesColumn<>(name, ColumnType.IPV6, value);
    }

    /** Bytes. */
    static <T> TableColumn<T> bytes(String name, BytesOf<T> value) {
        return new BytesColumn<>(name, ColumnType.STRING, value);
    }

    /** Map from text to text. */
    static <T> TableColumn<T> metadata(String name, MapOf<T> value) {
        return new MapColumn<>(name, ColumnType.METADATA, value);
    }
}
