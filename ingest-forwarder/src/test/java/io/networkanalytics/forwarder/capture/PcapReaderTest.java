package io.networkanalytics.forwarder.capture;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PcapReaderTest {
    private static final int MICROS = 0xa1b2c3d4;
    private static final int NANOS = 0xa1b23c4d;
    private static final int KUZNETZOV = 0xa1b2cd34;

    static Stream<Arguments> variants() {
        return Stream.of(BIG_ENDIAN, LITTLE_ENDIAN)
                .flatMap(
                        order ->
                                Stream.of(
                                        Arguments.of(order, MICROS, "1000000007000009000"),
                                        Arguments.of(order, NANOS, "1000000007000000009"),
                                        Arguments.of(order, KUZNETZOV, "1000000007000009000")));
    }

    @ParameterizedTest
    @MethodSource
    void variants(ByteOrder order, int magic, String time) throws IOException {
        CaptureBytes file = new CaptureBytes(order).pcapHeader(magic, 1);
        packet(file, magic, 1_000_000_007, 9, 1500, 1, 2, 3);
        packet(file, magic, 1_000_000_008, 0, 0);

        assertEquals(
                List.of(
                        "1 ETHERNET " + time + " 3/1500 1 2 3",
                        "2 ETHERNET 1000000008000000000 0/0"),
                file.read());
    }

    private static void packet(
            CaptureBytes file, int magic, int seconds, int ticks, int original, int... bytes) {
        file.i32(seconds, ticks, bytes.length, original);
        if (magic == KUZNETZOV) {
            file.i32(4).i16(0x0800).raw(0, 0);
        }
        file.raw(bytes);
    }

    @Test
    void linkTypesAreThoseOfTheLowerBitsAndSecondsAreUnsigned() throws IOException {
        CaptureBytes file =
                new CaptureBytes(LITTLE_ENDIAN)
                        .pcapHeader(NANOS, 0x2400_0071)
                        .i32(0x9000_0000, 1, 1, 1)
                        .raw(7);

        assertEquals(List.of("1 LINUX_COOKED 2415919104000000001 1/1 7"), file.read());
    }

    @Test
    void lengthsOfOldVersionsStandTheOtherWayRound() throws IOException {
        CaptureBytes file = new CaptureBytes(BIG_ENDIAN).i32(MICROS).i16(2, 2).i32(0, 0, 65_535, 1);
        file.i32(1, 0, 90, 2).raw(5, 6);

        assertEquals(List.of("1 ETHERNET 1000000000 2/90 5 6"), file.read());
    }

    @Test
    void anOriginalLengthBelowTheCapturedOneIsRaisedToIt() throws IOException {
        CaptureBytes file = new CaptureBytes(BIG_ENDIAN).pcapHeader(MICROS, 1);
        file.i32(1, 0, 2, 1).raw(5, 6);

        assertEquals(List.of("1 ETHERNET 1000000000 2/2 5 6"), file.read());
    }

    @Test
    void filesAndGzippedFiles(@TempDir Path folder) throws IOException {
        CaptureBytes file =
                new CaptureBytes(BIG_ENDIAN).pcapHeader(MICROS, 1).i32(1, 0, 1, 1).raw(5);
        Path plain = Files.write(folder.resolve("plain.pcap"), file.toBytes());
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(file.toBytes());
        }
        Path gzip = Files.write(folder.resolve("zipped.pcap.gz"), zipped.toByteArray());

        for (Path path : List.of(plain, gzip)) {
            try (CaptureReader reader = CaptureReader.open(path)) {
                assertEquals(List.of("1 ETHERNET 1000000000 1/1 5"), CaptureBytes.readAll(reader));
            }
        }
    }

    @Test
    void aPipeThatGivesOneByteAtATime() throws IOException {
        CaptureBytes file =
                new CaptureBytes(BIG_ENDIAN).pcapHeader(MICROS, 1).i32(1, 0, 2, 2).raw(5, 6);
        InputStream slow =
                new ByteArrayInputStream(file.toBytes()) {
                    @Override
                    public int read(byte[] into, int offset, int length) {
                        return super.read(into, offset, Math.min(1, length));
                    }
                };

        try (CaptureReader reader = CaptureReader.open(slow)) {
            assertEquals(List.of("1 ETHERNET 1000000000 2/2 5 6"), CaptureBytes.readAll(reader));
        }
    }

    @Test
    void aFileThatEndsWithinAPacketKeepsThePacketsBefore() throws IOException {
        byte[] whole =
                new CaptureBytes(BIG_ENDIAN)
                        .pcapHeader(MICROS, 1)
                        .i32(1, 0, 1, 1)
                        .raw(5)
                        .i32(2, 0, 3, 3)
                        .raw(6, 7, 8)
                        .toBytes();
        int secondStart = 24 + 17;
        for (int length = secondStart + 1; length < whole.length; length++) {
            try (CaptureReader reader = open(whole, length)) {
                assertEquals(1, reader.next().frameNumber());
                CaptureFormatException e =
                        assertThrows(CaptureFormatException.class, reader::next, "of " + length);
                assertTrue(e.truncated());
                assertEquals(secondStart, e.fileOffset());
                assertTrue(
                        e.getMessage().contains("the 1 packets before it were read"),
                        e::getMessage);
            }
        }
        try (CaptureReader reader = open(whole, secondStart)) {
            reader.next();
            assertNull(reader.next(), "a file may end between packets");
        }
        for (int length = 4; length < 24; length++) {
            int cut = length;
            assertTrue(
                    assertThrows(CaptureFormatException.class, () -> open(whole, cut)).truncated());
        }
    }

    private static CaptureReader open(byte[] bytes, int length) throws IOException {
        return CaptureReader.open(new ByteArrayInputStream(bytes, 0, length), "cut");
    }

    @Test
    void aGzippedFileThatEndsEarlyIsTruncated() throws IOException {
        CaptureBytes file = new CaptureBytes(BIG_ENDIAN).pcapHeader(MICROS, 1);
        for (int i = 0; i < 100; i++) {
            file.i32(i * 7919, i, 4, 4).i32(i * 104_729);
        }
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(file.toBytes());
        }
        try (CaptureReader reader = open(zipped.toByteArray(), zipped.size() / 2)) {
            CaptureFormatException e =
                    assertThrows(CaptureFormatException.class, () -> CaptureBytes.readAll(reader));
            assertTrue(e.truncated());
        }
    }

    @Test
    void aPacketAboveTheLimitIsNamed() throws IOException {
        for (int captured : new int[] {CaptureReader.MAX_PACKET_BYTES + 1, -1}) {
            CaptureBytes file =
                    new CaptureBytes(BIG_ENDIAN).pcapHeader(MICROS, 1).i32(1, 0, captured, 60);

            CaptureFormatException e = assertThrows(CaptureFormatException.class, file::read);

            assertFalse(e.truncated());
            assertEquals(24, e.fileOffset());
            assertTrue(e.getMessage().contains("above the limit of 262,144"), e::getMessage);
        }
    }

    @Test
    void whatIsNoCaptureIsRefusedAndClosed() {
        assertTrue(refused().contains("is empty"));
        assertTrue(refused('H', 'T', 'T', 'P', '/').contains("starts with 0x48545450"));
        assertTrue(
                refused(0xa1, 0xb2, 0xc3, 0xd4, 0, 9, 0, 1).contains("pcap of version 9.1, not 2"));
    }

    private static String refused(int... start) {
        boolean[] closed = new boolean[1];
        InputStream in =
                new ByteArrayInputStream(new CaptureBytes(BIG_ENDIAN).raw(start).toBytes()) {
                    @Override
                    public void close() {
                        closed[0] = true;
                    }
                };
        CaptureFormatException e =
                assertThrows(CaptureFormatException.class, () -> CaptureReader.open(in));
        assertTrue(closed[0], "closed");
        assertTrue(e.getMessage().contains("nothing was read"), e::getMessage);
        return e.getMessage();
    }
}
