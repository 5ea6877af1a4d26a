package io.networkanalytics.clickhouse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class InsertBlockSerializerTest {

    private static final InsertBlock BLOCK =
            new InsertBlock(
                    "flows",
                    List.of("id", "name_\u00e9"),
                    UUID.fromString("0f0e0d0c-0b0a-4908-8706-050403020100"),
                    3,
                    0x1_0000_0002L,
                    new byte[] {4, 34, 77, 24, -1});

    private final InsertBlockSerializer serializer = new InsertBlockSerializer();

    @Test
    void theBytesAreThoseOfVersion1() throws IOException {
        assertEquals(1, serializer.getVersion());
        assertArrayEquals(Golden.bytes("insert-block-v1.bin"), serializer.serialize(BLOCK));
    }

    @Test
    void version1IsRead() throws IOException {
        InsertBlock read = serializer.deserialize(1, Golden.bytes("insert-block-v1.bin"));
        assertEquals(BLOCK.table(), read.table());
        assertEquals(BLOCK.columns(), read.columns());
        assertEquals(BLOCK.token(), read.token());
        assertEquals(BLOCK.rows(), read.rows());
        assertEquals(BLOCK.uncompressedBytes(), read.uncompressedBytes());
        assertArrayEquals(BLOCK.payload(), read.payload());
    }

    @Test
    void everyTruncationAndAnyAdditionIsFound() {
        byte[] bytes = serializer.serialize(BLOCK);
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            var e = assertThrows(IOException.class, () -> serializer.deserialize(1, cut));
            assertTrue(e.getMessage().contains("damaged"), e.getMessage());
        }
        assertThrows(
                IOException.class,
                () -> serializer.deserialize(1, Arrays.copyOf(bytes, bytes.length + 1)));
    }

    @Test
    void aNewerVersionIsRefusedWithARemedy() {
        var e = assertThrows(IOException.class, () -> serializer.deserialize(2, new byte[8]));
        assertTrue(e.getMessage().contains("has version 2"), e.getMessage());
    }

    @Test
    void blocksAreEqualByToken() {
        InsertBlock first = TestingRows.block("t", 1);
        InsertBlock second = TestingRows.block("t", 1);
        assertTrue(!first.equals(second));
        assertEquals(
                first, new InsertBlock("t", List.of("id"), first.token(), 9, 9, new byte[] {1}));
    }
}
