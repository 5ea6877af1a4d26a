package io.networkanalytics.forwarder.capture;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PcapngReaderTest {

    static Stream<ByteOrder> orders() {
        return Stream.of(BIG_ENDIAN, LITTLE_ENDIAN);
    }

    @ParameterizedTest
    @MethodSource("orders")
    void allPacketBlocksOfSeveralInterfaces(ByteOrder order) throws IOException {
        CaptureBytes file = new CaptureBytes(order).section();
        // A name and a comment to pass over, nanoseconds, one hour later; then the defaults.
        file.interfaceBlock(
                1,
                file.body()
                        .i16(2, 5)
                        .padded('e', 't', 'h', '0', '1')
                        .i16(9, 1)
                        .padded(9)
                        .i16(14, 8)
                        .i64(3600)
                        .i32(0));
        file.interfaceBlock(101, file.body());
        file.enhancedPacket(0, 1_000_000_007L, 1, 2, 3, 4, 5);
        file.enhancedPacket(1, 1_700_000_000_000_001L, 6);
        // Simple: the first interface, no time, cut at the snap length of 100.
        file.block(3, file.body().i32(3).padded(7, 8, 9));
        file.block(3, file.body().i32(1500).raw(new byte[100]));
        // Obsolete, with the count of drops behind the interface.
        file.block(2, file.body().i16(1, 5).i32(0, 12, 1, 60).padded(10));

        List<String> packets = file.read();

        assertEquals("1 ETHERNET 3601000000007 5/55 1 2 3 4 5", packets.get(0));
        assertEquals("2 RAW_IP 1700000000000001000 1/51 6", packets.get(1));
        assertEquals("3 ETHERNET untimed 3/3 7 8 9", packets.get(2));
        assertTrue(packets.get(3).startsWith("4 ETHERNET untimed 100/1500 0"), packets.get(3));
        assertEquals("5 RAW_IP 12000 1/60 10", packets.get(4));
        assertEquals(5, packets.size());
    }

    @ParameterizedTest
    @MethodSource("orders")
    void otherBlocksAndOptionsArePassedOver(ByteOrder order) throws IOException {
        CaptureBytes file = new CaptureBytes(order).section();
        file.block(4, file.body().i32(1, 2, 3)); // name resolution, before any interface
        file.interfaceBlock(1, file.body());
        file.block(5, file.body().i32(0, 0, 0)); // statistics
        file.block(0x0bad, file.body().raw(new byte[300_000]));
        // With a comment behind the packet.
        file.block(6, file.body().i32(0, 0, 5, 1, 1).padded(9).i16(1, 2).padded('h', 'i').i32(0));
        file.block(0x80000001, file.body());

        assertEquals(List.of("1 ETHERNET 5000 1/1 9"), file.read());
    }

    @Test
    void sectionsOfEitherByteOrderHaveInterfacesOfTheirOwn() throws IOException {
        CaptureBytes file = new CaptureBytes(BIG_ENDIAN).section();
        file.interfaceBlock(1, file.body()).enhancedPacket(0, 1, 1);
        file.order(LITTLE_ENDIAN).section();
        file.interfaceBlock(113, file.body()).enhancedPacket(0, 2, 2);

        assertEquals(List.of("1 ETHERNET 1000 1/51 1", "2 LINUX_COOKED 2000 1/51 2"), file.read());

        file.order(BIG_ENDIAN).section().enhancedPacket(0, 3, 3);
        assertTrue(malformed(file).contains("of interface 0, of which the section describes 0"));
    }

    @ParameterizedTest
    @CsvSource({
        // if_tsresol, timestamp, nanoseconds
        "0, 1700000000, 1700000000000000000",
        "3, 1700000000001, 1700000000001000000",
        "6, 1700000000000001, 1700000000000001000",
        "9, 1700000000000000001, 1700000000000000001",
        "12, 1700000000999, 1700000000",
        "30, 9000000000000000000, 0",
        "128, 1700000000, 1700000000000000000",
        "138, 1536, 1500000000",
        "160, 7301444403200000000, 1700000000000000000",
        "191, 9223372036854775807, 999999999",
        "222, 9223372036854775807, 0",
        "255, 9223372036854775807, 0",
    })
    void timestampResolutions(int resolution, long timestamp, long nanos) {
        assertEquals(nanos, new TimestampUnit(resolution).nanos(timestamp));
    }

    @Test
    void damagedBlocksAreNamed() throws IOException {
        CaptureBytes start = new CaptureBytes(BIG_ENDIAN).section();
        start.interfaceBlock(1, start.body()).enhancedPacket(0, 1, 1);
        byte[] good = start.toBytes();

        assertEquals(1, start.read().size());
        assertTrue(after(good, 6, 13).contains("block of 13 bytes, no multiple of 4"));
        assertTrue(after(good, 6, 8).contains("block of 8 bytes, fewer than 12"));
        assertTrue(after(good, 6, 16, 0, 16).contains("block of 16 bytes, fewer than 32"));
        assertTrue(after(good, 6, 32, 7, 0, 0, 0, 0, 32).contains("of interface 7"));
        assertTrue(
                after(good, 6, 32, 0, 0, 0, 4, 4, 32)
                        .contains("4 captured bytes in the 0 bytes of its block"));
        assertTrue(after(good, 5, 16, 0, 20).contains("16 bytes by its start and 20 by its end"));
        assertTrue(after(good, 1, 24, 0x00010000, 100, 0x00090009, 24).contains("option 9 of 9"));
        assertTrue(after(good, 0x0a0d0d0a, 28, 0x11223344).contains("0x11223344 for a byte order"));
        assertTrue(
                after(good, 0x0a0d0d0a, 28, 0x1a2b3c4d, 0x00020000, 0, 0, 28)
                        .contains("pcapng version 2.0, not 1"));
    }

    private static String after(byte[] good, int... words) {
        return malformed(new CaptureBytes(BIG_ENDIAN).raw(good).i32(words));
    }

    private static String malformed(CaptureBytes file) {
        CaptureFormatException e = assertThrows(CaptureFormatException.class, file::read);
        assertFalse(e.truncated());
        assertTrue(e.getMessage().contains("packets before it were read"), e::getMessage);
        return e.getMessage();
    }

    @Test
    void aFileThatEndsWithinABlockKeepsThePacketsBefore() throws IOException {
        CaptureBytes file = new CaptureBytes(LITTLE_ENDIAN).section();
        file.interfaceBlock(1, file.body()).enhancedPacket(0, 1, 1);
        int start = file.toBytes().length;
        byte[] whole = file.enhancedPacket(0, 2, 2, 3).toBytes();
        for (int length = start + 1; length < whole.length; length++) {
            try (CaptureReader reader =
                    CaptureReader.open(new ByteArrayInputStream(whole, 0, length))) {
                assertEquals(1, reader.next().frameNumber());
                CaptureFormatException e =
                        assertThrows(CaptureFormatException.class, reader::next, "of " + length);
                assertTrue(e.truncated());
                assertEquals(start, e.fileOffset());
                assertTrue(e.getMessage().contains("the 1 packets before it"), e::getMessage);
            }
        }
    }

    @Test
    void interfacesAreBounded() throws IOException {
        CaptureBytes file = new CaptureBytes(LITTLE_ENDIAN).section();
        for (int i = 0; i <= 65_536; i++) {
            file.interfaceBlock(1, file.body());
        }
        assertTrue(malformed(file).contains("interface 65,536 of a section, above the limit"));
    }
}
