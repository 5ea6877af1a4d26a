package io.networkanalytics.clickhouse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.clickhouse.TestingRows.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NativeBlockEncoderTest {

    /** The same bytes are read back by a real server in ClickHouseSinkITCase. */
    @Test
    void theBytesOfEveryTypeAreTheGoldenOnes() throws IOException {
        var encoder = new NativeBlockEncoder<>(TestingRows.COLUMNS);
        TestingRows.EDGES.forEach(encoder::append);
        assertArrayEquals(Golden.bytes("native-block.bin"), written(encoder));
    }

    @Test
    void aClearedEncoderWritesTheSameAgain() throws IOException {
        var encoder = new NativeBlockEncoder<>(TestingRows.COLUMNS);
        TestingRows.EDGES.forEach(encoder::append);
        TestingRows.EDGES.forEach(encoder::append);
        encoder.clear();
        assertEquals(0, encoder.rows());
        assertEquals(0, encoder.bytes());
        TestingRows.EDGES.forEach(encoder::append);
        assertArrayEquals(Golden.bytes("native-block.bin"), written(encoder));
    }

    @Test
    void bytesAreThoseOfTheColumns() throws IOException {
        var encoder = new NativeBlockEncoder<>(TestingRows.IDS);
        encoder.append(1L);
        encoder.append(2L);
        assertEquals(2, encoder.rows());
        assertEquals(16, encoder.bytes());
        // Two counts, then the name and type with their lengths.
        assertEquals(2 + 3 + 7 + 16, written(encoder).length);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 256, 257, 65_536, 65_537})
    void aDictionaryWidensItsIndexes(int values) throws IOException {
        var encoder =
                new NativeBlockEncoder<>(
                        List.of(ClickHouseColumn.<String>lowCardinalityString("c", v -> v)));
        for (int i = 0; i < values; i++) {
            encoder.append("v" + i);
        }
        encoder.append("v0");
        ByteBuffer in = ByteBuffer.wrap(written(encoder)).order(ByteOrder.LITTLE_ENDIAN);
        in.position(1 + varIntLength(values + 1) + 2 + 1 + "LowCardinality(String)".length());
        assertEquals(1, in.getLong(), "version of the keys");
        long flags = in.getLong();
        int width = values <= 256 ? 1 : values <= 65_536 ? 2 : 4;
        assertEquals(0x600, flags & ~0xff);
        assertEquals(Integer.numberOfTrailingZeros(width), flags & 0xff);
        assertEquals(values, in.getLong());
        for (int i = 0; i < values; i++) {
            byte[] key = new byte[in.get()];
            in.get(key);
            assertEquals("v" + i, new String(key, java.nio.charset.StandardCharsets.US_ASCII));
        }
        assertEquals(values + 1, in.getLong());
        for (int i = 0; i <= values; i++) {
            int index =
                    width == 1
                            ? in.get() & 0xff
                            : width == 2 ? in.getShort() & 0xffff : in.getInt();
            assertEquals(i == values ? 0 : i, index);
        }
        assertEquals(0, in.remaining());
    }

    @Test
    void unsignedIntsThatWereWidenedWithTheirSignAreAccepted() throws IOException {
        var encoder =
                new NativeBlockEncoder<>(List.of(ClickHouseColumn.<Integer>uint32("c", i -> i)));
        encoder.append(0xfedc_ba98);
        byte[] bytes = written(encoder);
        assertArrayEquals(
                new byte[] {(byte) 0x98, (byte) 0xba, (byte) 0xdc, (byte) 0xfe},
                Arrays.copyOfRange(bytes, bytes.length - 4, bytes.length));
    }

    @Test
    void valuesOutOfRangeAreRefusedByColumnAndValue() {
        var u8 = new NativeBlockEncoder<>(List.of(ClickHouseColumn.<Long>uint8("ttl", v -> v)));
        var u16 = new NativeBlockEncoder<>(List.of(ClickHouseColumn.<Long>uint16("port", v -> v)));
        var u32 = new NativeBlockEncoder<>(List.of(ClickHouseColumn.<Long>uint32("asn", v -> v)));
        assertMessage("ttl: value 256", () -> u8.append(256L));
        assertMessage("ttl: value -1", () -> u8.append(-1L));
        assertMessage("port: value 65536", () -> u16.append(65_536L));
        assertMessage("asn: value 4294967296", () -> u32.append(1L << 32));
    }

    @Test
    void anAddressOfFourBytesIsRefused() {
        var encoder = new NativeBlockEncoder<>(TestingRows.COLUMNS);
        Row row = TestingRows.EDGES.get(0);
        assertMessage(
                "address: an address of 4 bytes",
                () ->
                        encoder.append(
                                new Row(
                                        0,
                                        0,
                                        0,
                                        0,
                                        0,
                                        0,
                                        0,
                                        0,
                                        new byte[4],
                                        row.text(),
                                        row.bytes(),
                                        row.name(),
                                        Map.of())));
    }

    @Test
    void columnNamesThatNeedQuotingAreRefused() {
        assertThrows(
                IllegalArgumentException.class, () -> ClickHouseColumn.<Long>uint8("a`b", v -> v));
    }

    private static void assertMessage(String part, Runnable append) {
        var e = assertThrows(IllegalArgumentException.class, append::run);
        assertTrue(e.getMessage().contains(part), e.getMessage());
    }

    private static int varIntLength(int value) {
        return value < 1 << 7 ? 1 : value < 1 << 14 ? 2 : 3;
    }

    private static byte[] written(NativeBlockEncoder<?> encoder) throws IOException {
        var out = new ByteArrayOutputStream();
        encoder.writeTo(out);
        return out.toByteArray();
    }
}
