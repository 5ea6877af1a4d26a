package io.networkanalytics.clickhouse;

import io.networkanalytics.clickhouse.ClickHouseColumn.BytesAccessor;
import io.networkanalytics.clickhouse.ClickHouseColumn.MapAccessor;
import io.networkanalytics.clickhouse.ClickHouseColumn.TextAccessor;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Map;

/** Columns of text and bytes. */
final class TextEncoders {

    private static final int IPV6_BYTES = 16;

    private TextEncoders() {}

    static final class Text<T> extends ColumnEncoder<T> {
        private final GrowableBytes bytes = new GrowableBytes();
        private final TextAccessor<T> value;

        Text(TextAccessor<T> value) {
            this.value = value;
        }

        @Override
        int append(T row) {
            int before = bytes.size();
            bytes.putText(value.get(row));
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

    static final class Bytes<T> extends ColumnEncoder<T> {
        private final GrowableBytes bytes = new GrowableBytes();
        private final BytesAccessor<T> value;

        Bytes(BytesAccessor<T> value) {
            this.value = value;
        }

        @Override
        int append(T row) {
            int before = bytes.size();
            int length = value.length(row);
            bytes.putVarInt(length);
            int at = bytes.reserve(length);
            value.copyTo(row, bytes.array(), at);
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

    static final class Ipv6<T> extends ColumnEncoder<T> {
        private final GrowableBytes bytes = new GrowableBytes();
        private final String name;
        private final BytesAccessor<T> value;

        Ipv6(String name, BytesAccessor<T> value) {
            this.name = name;
            this.value = value;
        }

        @Override
        int append(T row) {
            int length = value.length(row);
            int at = bytes.reserve(IPV6_BYTES);
            if (length == IPV6_BYTES) {
                value.copyTo(row, bytes.array(), at);
            } else if (length == 0) {
                Arrays.fill(bytes.array(), at, at + IPV6_BYTES, (byte) 0);
            } else {
                throw new IllegalArgumentException(
                        "Column "
                                + name
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

    static final class LowCardinality<T> extends ColumnEncoder<T> {
        private final LowCardinalityBuffer buffer = new LowCardinalityBuffer();
        private final TextAccessor<T> value;

        LowCardinality(TextAccessor<T> value) {
            this.value = value;
        }

        @Override
        int append(T row) {
            return buffer.append(value.get(row));
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
    static final class TextMap<T> extends ColumnEncoder<T> {
        private final GrowableBytes ends = new GrowableBytes();
        private final LowCardinalityBuffer keys = new LowCardinalityBuffer();
        private final GrowableBytes values = new GrowableBytes();
        private final MapAccessor<T> value;
        private long entries;

        TextMap(MapAccessor<T> value) {
            this.value = value;
        }

        @Override
        int append(T row) {
            Map<String, String> map = value.get(row);
            int grown = 8;
            if (!map.isEmpty()) {
                int before = values.size();
                for (Map.Entry<String, String> entry : map.entrySet()) {
                    grown += keys.append(entry.getKey());
                    values.putText(entry.getValue());
                }
                entries += map.size();
                grown += values.size() - before;
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
