package io.networkanalytics.clickhouse;

import io.networkanalytics.clickhouse.ClickHouseColumn.BytesAccessor;
import io.networkanalytics.clickhouse.ClickHouseColumn.MapAccessor;
import io.networkanalytics.clickhouse.ClickHouseColumn.TextAccessor;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import java.util.Map;

/** Columns of text and bytes; templates, see {@link EncoderTemplate}. */
final class TextEncoders {

    private static final int IPV6_BYTES = 16;

    private TextEncoders() {}

    @SuppressWarnings("unchecked") // templates are written for any row; the accessor has its type
    static <T> ColumnEncoder<T> encoder(Class<?> template, String column, Object accessor) {
        return (ColumnEncoder<T>)
                EncoderTemplate.copy(MethodHandles.lookup(), template, column, accessor);
    }

    @SuppressWarnings(
            "unchecked") // the accessor is of the column's row, and so is every row that comes
    private static TextAccessor<Object> textAccessor(MethodHandles.Lookup copy) {
        return EncoderTemplate.constant(copy, TextAccessor.class);
    }

    @SuppressWarnings(
            "unchecked") // the accessor is of the column's row, and so is every row that comes
    private static BytesAccessor<Object> bytesAccessor(MethodHandles.Lookup copy) {
        return EncoderTemplate.constant(copy, BytesAccessor.class);
    }

    @SuppressWarnings(
            "unchecked") // the accessor is of the column's row, and so is every row that comes
    private static MapAccessor<Object> mapAccessor(MethodHandles.Lookup copy) {
        return EncoderTemplate.constant(copy, MapAccessor.class);
    }

    static final class Text extends ColumnEncoder<Object> {
        private static final TextAccessor<Object> VALUE = textAccessor(MethodHandles.lookup());

        private final GrowableBytes bytes = new GrowableBytes();

        @Override
        int stagedWidth() {
            return 0;
        }

        @Override
        void unstage(byte[] stage, int first, int stride, int rows) {
            // Nothing is staged.
        }

        @Override
        int append(Object row, byte[] stage, int at) {
            int before = bytes.size();
            bytes.putText(VALUE.get(row));
            return bytes.size() - before;
        }

        @Override
        void writeTo(OutputStream out) throws IOException {
            bytes.writeTo(out);
        }

        @Override
        void clear() {
            bytes.clear();
        }
    }

    static final class Bytes extends ColumnEncoder<Object> {
        private static final BytesAccessor<Object> VALUE = bytesAccessor(MethodHandles.lookup());

        private final GrowableBytes bytes = new GrowableBytes();

        @Override
        int stagedWidth() {
            return 0;
        }

        @Override
        void unstage(byte[] stage, int first, int stride, int rows) {
            // Nothing is staged.
        }

        @Override
        int append(Object row, byte[] stage, int at) {
            int before = bytes.size();
            int length = VALUE.length(row);
            bytes.putVarInt(length);
            int start = bytes.reserve(length);
            VALUE.copyTo(row, bytes.array(), start);
            return bytes.size() - before;
        }

        @Override
        void writeTo(OutputStream out) throws IOException {
            bytes.writeTo(out);
        }

        @Override
        void clear() {
            bytes.clear();
        }
    }

    static final class Ipv6 extends ColumnEncoder<Object> {
        private static final BytesAccessor<Object> VALUE = bytesAccessor(MethodHandles.lookup());
        private static final String NAME = EncoderTemplate.column(MethodHandles.lookup());

        private final GrowableBytes bytes = new GrowableBytes();

        @Override
        int stagedWidth() {
            return IPV6_BYTES;
        }

        @Override
        void unstage(byte[] stage, int first, int stride, int rows) {
            bytes.putStrided(stage, first, stride, rows, IPV6_BYTES);
        }

        @Override
        int append(Object row, byte[] stage, int at) {
            int length = VALUE.length(row);
            if (length == IPV6_BYTES) {
                VALUE.copyTo(row, stage, at);
            } else if (length == 0) {
                Arrays.fill(stage, at, at + IPV6_BYTES, (byte) 0);
            } else {
                throw new IllegalArgumentException(
                        "Column "
                                + NAME
                                + ": an address of "
                                + length
                                + " bytes, IPv6 has 16 (or none, for ::). The row is not written and the job"
                                + " fails; map IPv4 addresses to ::ffff:a.b.c.d before the sink.");
            }
            return IPV6_BYTES;
        }

        @Override
        void writeTo(OutputStream out) throws IOException {
            bytes.writeTo(out);
        }

        @Override
        void clear() {
            bytes.clear();
        }
    }

    static final class LowCardinality extends ColumnEncoder<Object> {
        private static final TextAccessor<Object> VALUE = textAccessor(MethodHandles.lookup());

        private final LowCardinalityBuffer buffer = new LowCardinalityBuffer();

        @Override
        int stagedWidth() {
            return 4;
        }

        @Override
        int append(Object row, byte[] stage, int at) {
            int before = buffer.keyBytes();
            LittleEndian.putInt(stage, at, buffer.index(VALUE.get(row)));
            return 1 + buffer.keyBytes() - before;
        }

        @Override
        void unstage(byte[] stage, int first, int stride, int rows) {
            buffer.take(stage, first, stride, rows);
        }

        @Override
        void writeTo(OutputStream out) throws IOException {
            LowCardinalityBuffer.writePrefix(out);
            buffer.writeTo(out);
        }

        @Override
        void clear() {
            buffer.clear();
        }
    }

    /** A Map is an Array of Tuples: where each row's entries end, all keys, all values. */
    static final class TextMap extends ColumnEncoder<Object> {
        private static final MapAccessor<Object> VALUE = mapAccessor(MethodHandles.lookup());

        private final GrowableBytes ends = new GrowableBytes();
        private final LowCardinalityBuffer keys = new LowCardinalityBuffer();
        private final GrowableBytes values = new GrowableBytes();
        private long entries;

        @Override
        int stagedWidth() {
            return 0;
        }

        @Override
        void unstage(byte[] stage, int first, int stride, int rows) {
            // Nothing is staged.
        }

        @Override
        int append(Object row, byte[] stage, int at) {
            Map<String, String> map = VALUE.get(row);
            int grown = 8;
            if (!map.isEmpty()) {
                int before = values.size() + keys.keyBytes();
                for (Map.Entry<String, String> entry : map.entrySet()) {
                    keys.take(keys.index(entry.getKey()));
                    values.putText(entry.getValue());
                }
                entries += map.size();
                grown += map.size() + values.size() + keys.keyBytes() - before;
            }
            ends.putLong(entries);
            return grown;
        }

        @Override
        void writeTo(OutputStream out) throws IOException {
            // Prefixes of nested columns come before any data, here the one of the keys.
            LowCardinalityBuffer.writePrefix(out);
            ends.writeTo(out);
            keys.writeTo(out);
            values.writeTo(out);
        }

        @Override
        void clear() {
            ends.clear();
            keys.clear();
            values.clear();
            entries = 0;
        }
    }
}
