package io.networkanalytics.forwarder.exporters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.networkanalytics.model.PacketSample;
import io.networkanalytics.testkit.exporters.ExporterDatagram;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Cases of datagrams with what another decoder found in them: every field of every record that a
 * sample has, too, says the same.
 */
class FlowCasesTest {

    private static final InetSocketAddress SENDER = new InetSocketAddress("127.0.0.1", 2055);

    /**
     * @param records that are flows or packets
     * @param others that are none: of counters, of the exporter itself
     * @param minFields compared in all
     */
    @ParameterizedTest
    @CsvSource({
        "netflow_v5_example, 8, 0, 120",
        "netflow_v9_example, 8, 0, 100",
        "ipfix_example, 29, 2, 300",
        "sflow_issue_15375, 1, 0, 6",
        "sflow_issue_15918, 6, 1, 100"
    })
    void everyFieldIsAsExpected(String name, int records, int others, int minFields)
            throws IOException {
        Path folder =
                Path.of(System.getProperty("repository.root", ".."), "../shared/captures/flows")
                        .resolve(name);
        assumeTrue(Files.isDirectory(folder), () -> "skipped: no captures at " + folder);

        List<byte[]> datagrams = datagrams(folder);
        List<String> malformed = new ArrayList<>();
        List<PacketSample> ours = decode(datagrams, malformed);
        List<ExpectedRecord> all = ExpectedRecord.read(folder.resolve("expected.out"));
        List<ExpectedRecord> theirs =
                all.stream().filter(record -> record.has("src") || record.has("reason")).toList();

        assertEquals(List.of(), malformed);
        assertEquals(others, all.size() - theirs.size(), "records of other things");
        assertEquals(List.of(records, records), List.of(theirs.size(), ours.size()));
        ExpectedFields fields = new ExpectedFields(exportNanos(datagrams.get(0)));
        List<String> differences = new ArrayList<>();
        int compared = 0;
        for (int i = 0; i < records; i++) {
            for (String field : theirs.get(i).fields().keySet()) {
                String difference = fields.difference(field, ours.get(i), theirs.get(i));
                if (difference != null) {
                    differences.add("record " + (i + 1) + " " + difference);
                }
                compared += fields.isCompared(field, theirs.get(i)) ? 1 : 0;
            }
        }
        assertEquals(List.of(), differences);
        int count = compared;
        assertTrue(count >= minFields, () -> count + " fields compared, too few to mean anything");
    }

    private static List<PacketSample> decode(List<byte[]> datagrams, List<String> malformed) {
        TestingExporterDecoder decoder = new TestingExporterDecoder();
        List<PacketSample> samples = new ArrayList<>();
        for (byte[] datagram : datagrams) {
            samples.addAll(
                    decoder.decode(
                            new ExporterDatagram(samples.size() + 1L, SENDER, datagram),
                            1,
                            malformed::add));
        }
        return samples;
    }

    private static List<byte[]> datagrams(Path folder) throws IOException {
        List<byte[]> datagrams = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".bin")).sorted().toList()) {
                datagrams.add(Files.readAllBytes(file));
            }
        }
        return datagrams;
    }

    /** Seconds and nanoseconds of the header of NetFlow version 5. */
    private static long exportNanos(byte[] datagram) {
        ByteBuffer header = ByteBuffer.wrap(datagram);
        return Integer.toUnsignedLong(header.getInt(8)) * 1_000_000_000
                + Integer.toUnsignedLong(header.getInt(12));
    }
}
