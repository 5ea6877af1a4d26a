package io.networkanalytics.clickhouse;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jpountz.lz4.LZ4FrameInputStream;

/** A row with a column of every kind, and blocks of plain numbers. */
final class TestingRows {

    private TestingRows() {}

    /** A row. */
    record Row(
            int u8,
            int u16,
            long u32,
            long u64,
            long i64,
            double f64,
            long seconds,
            long nanos,
            byte[] address,
            String text,
            byte[] bytes,
            String name,
            Map<String, String> labels) {}

    static final List<ClickHouseColumn<Row>> COLUMNS =
            List.of(
                    ClickHouseColumn.uint8("u8", Row::u8),
                    ClickHouseColumn.uint16("u16", Row::u16),
                    ClickHouseColumn.uint32("u32", Row::u32),
                    ClickHouseColumn.uint64("u64", Row::u64),
                    ClickHouseColumn.int64("i64", Row::i64),
                    ClickHouseColumn.float64("f64", Row::f64),
                    ClickHouseColumn.dateTime("seconds", Row::seconds),
                    ClickHouseColumn.dateTime64Nanos("nanos", Row::nanos),
                    ClickHouseColumn.ipv6("address", new ArrayBytes(true)),
                    ClickHouseColumn.string("text", Row::text),
                    ClickHouseColumn.bytes("bytes", new ArrayBytes(false)),
                    ClickHouseColumn.lowCardinalityString("name", Row::name),
                    ClickHouseColumn.map("labels", Row::labels));

    /** A table with those columns; the last is what a migration added. */
    static final String TABLE_COLUMNS =
            "u8 UInt8, u16 UInt16, u32 UInt32, u64 UInt64, i64 Int64, f64 Float64,"
                    + " seconds DateTime('UTC'), nanos DateTime64(9, 'UTC'), address IPv6, text String,"
                    + " bytes String, name LowCardinality(String),"
                    + " labels Map(LowCardinality(String), String), inserted DateTime DEFAULT now()";

    private record ArrayBytes(boolean ofAddress) implements ClickHouseColumn.BytesAccessor<Row> {
        private byte[] array(Row row) {
            return ofAddress ? row.address() : row.bytes();
        }

        @Override
        public int length(Row row) {
            return array(row).length;
        }

        @Override
        public void copyTo(Row row, byte[] target, int offset) {
            byte[] array = array(row);
            System.arraycopy(array, 0, target, offset, array.length);
        }
    }

    private static final byte[] IPV4_MAPPED = {
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xff, (byte) 0xff, (byte) 192, 0, 2, 7
    };

    /** Smallest, ordinary and largest values. */
    static final List<Row> EDGES =
            List.of(
                    new Row(
                            0,
                            0,
                            0,
                            0,
                            Long.MIN_VALUE,
                            0,
                            0,
                            0,
                            new byte[0],
                            "",
                            new byte[0],
                            "",
                            Map.of()),
                    new Row(
                            17,
                            443,
                            1_000_000,
                            1_700_000_000_000_000L,
                            -5,
                            0.1,
                            1_700_000_000,
                            1_700_000_000_123_456_789L,
                            IPV4_MAPPED,
                            "h\u00e9llo \u4e16\u754c \ud83d\ude00",
                            new byte[] {0, (byte) 0xff, '\'', '\n'},
                            "drop",
                            Map.of("rule", "block udp")),
                    new Row(
                            255,
                            65_535,
                            0xffff_ffffL,
                            -1,
                            Long.MAX_VALUE,
                            -1e300,
                            0xffff_ffffL,
                            4_000_000_000_000_000_000L,
                            IPV4_MAPPED,
                            "x".repeat(300),
                            "y".repeat(20_000).getBytes(StandardCharsets.US_ASCII),
                            "drop",
                            Map.of("rule", "pass")));

    static final List<ClickHouseColumn<Long>> IDS =
            List.of(ClickHouseColumn.uint64("id", Long::longValue));

    static InsertBlock block(String table, long... ids) {
        try {
            var encoder = new NativeBlockEncoder<>(IDS);
            for (long id : ids) {
                encoder.append(id);
            }
            return new InsertBlock(
                    table,
                    List.of("id"),
                    UUID.randomUUID(),
                    encoder.rows(),
                    encoder.bytes(),
                    Lz4Frame.compress(encoder::writeTo, encoder.bytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The ids in a block of {@link #IDS}. */
    static List<Long> ids(InsertBlock block) {
        byte[] header = {2, 'i', 'd', 6, 'U', 'I', 'n', 't', '6', '4'};
        ByteBuffer in = ByteBuffer.wrap(decompressed(block)).order(ByteOrder.LITTLE_ENDIAN);
        in.position(in.limit() - block.rows() * 8);
        byte[] before = new byte[header.length];
        in.get(in.position() - header.length, before);
        if (!java.util.Arrays.equals(header, before)) {
            throw new IllegalStateException("Not a block of ids: " + block);
        }
        List<Long> ids = new ArrayList<>();
        while (in.hasRemaining()) {
            ids.add(in.getLong());
        }
        return ids;
    }

    static byte[] decompressed(InsertBlock block) {
        try (var in = new LZ4FrameInputStream(new ByteArrayInputStream(block.payload()))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
