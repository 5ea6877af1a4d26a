package io.networkanalytics.forwarder.spool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.forwarder.ship.DeadLetterRecords;
import io.networkanalytics.model.DeadLetter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bytes of a segment never change: an older forwarder's spool must be shipped by a newer. */
class SegmentFormatTest {

    private static final SegmentHeader HEADER = new SegmentHeader(3, 100, 0x0102030405060708L);

    private static final List<ProducerRecord<byte[], byte[]>> CONTENTS =
            List.of(
                    new ProducerRecord<>(
                            "packet-samples.v1",
                            5,
                            new byte[] {1, 2, 3, 4, 5, 6, 7, 8},
                            new byte[] {9, 10, 11}),
                    DeadLetterRecords.toRecord(
                            new DeadLetter(
                                    12, "forwarder", "truncated", "sf r1", "", new byte[] {7})));

    @TempDir private Path folder;

    @Test
    void goldenFile() throws Exception {
        byte[] golden = golden();
        assertEquals(HexFormat.of().formatHex(golden), HexFormat.of().formatHex(encoded()));
        Path file = Segment.file(folder, 3);
        Files.write(file, golden);
        SpoolFixture spool = new SpoolFixture(folder);
        List<SpoolRecord> records = spool.log.poll().records();
        assertEquals(List.of(100L, 101L), records.stream().map(SpoolRecord::ordinal).toList());
        for (int i = 0; i < CONTENTS.size(); i++) {
            ProducerRecord<byte[], byte[]> read = records.get(i).content();
            assertEquals(1_000 + i, records.get(i).appendedAtMillis());
            assertEquals(CONTENTS.get(i).topic(), read.topic());
            assertEquals(CONTENTS.get(i).partition(), read.partition());
            assertArrayEquals(CONTENTS.get(i).key(), read.key());
            assertArrayEquals(CONTENTS.get(i).value(), read.value());
            assertEquals(CONTENTS.get(i).headers(), read.headers());
        }
    }

    @Test
    void newerVersionIsNotTouched() throws Exception {
        byte[] newer = golden();
        newer[9] = 2;
        ByteBuffer.wrap(newer).putInt(36, crc(newer));
        Path file = Segment.file(folder, 3);
        Files.write(file, newer);
        IOException e =
                assertThrows(
                        IOException.class,
                        () ->
                                Recovery.of(
                                        folder,
                                        new SpoolMeters(
                                                new io.micrometer.core.instrument.simple
                                                        .SimpleMeterRegistry())));
        assertTrue(
                e.getMessage().contains("is of version 2, this program reads version 1"),
                e.getMessage());
        assertArrayEquals(newer, Files.readAllBytes(file));
    }

    private static int crc(byte[] bytes) {
        java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
        crc.update(bytes, 0, 36);
        return (int) crc.getValue();
    }

    private static byte[] encoded() {
        ByteBuffer all = ByteBuffer.allocate(1000).put(HEADER.encode());
        ByteBuffer one = ByteBuffer.allocate(500);
        for (int i = 0; i < CONTENTS.size(); i++) {
            RecordFormat.encode(
                    new SpoolRecord(100 + i, 1_000 + i, CONTENTS.get(i)), HEADER.salt(), one);
            all.put(one);
        }
        byte[] bytes = new byte[all.position()];
        all.get(0, bytes);
        return bytes;
    }

    private static byte[] golden() throws IOException {
        try (InputStream in =
                SegmentFormatTest.class.getResourceAsStream("/golden/spool-segment-v1.hex")) {
            return HexFormat.of()
                    .parseHex(
                            new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                                    .replaceAll("\\s", ""));
        }
    }
}
