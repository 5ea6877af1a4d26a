package io.networkanalytics.testkit.exporters;

import io.networkanalytics.model.PacketSample;
import io.networkanalytics.testkit.exporters.ExporterDatagram.Protocol;
import io.networkanalytics.testkit.exporters.ExporterReport.Difference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Holds our reading of exporters' datagrams against tshark's, record by record, field by field.
 * Whatever ports they use: a datagram is what its version says.
 */
public final class ExporterComparison {

    private static final int NETFLOW_PORT = 2055;
    private static final int SFLOW_PORT = 6343;

    /** Decodes the datagrams of one file, in order. */
    public interface Decoder {
        /**
         * @param receivedAtNanos goes into the samples as it is: data that waited for its template
         *     is told by it from that of the datagram with the template
         * @param malformed gets the reason, if the datagram is rejected
         * @return samples that became ready
         */
        List<PacketSample> decode(
                ExporterDatagram datagram, long receivedAtNanos, Consumer<String> malformed);
    }

    private final Supplier<Decoder> decoders;

    /**
     * @param decoders gives each file a decoder that knows nothing yet
     */
    public ExporterComparison(Supplier<Decoder> decoders) {
        this.decoders = decoders;
    }

    /**
     * Compares all captures (.pcap, .pcapng, .cap) below a folder, and all folders of datagrams
     * (.bin).
     *
     * @param onFile told of each file, or folder of datagrams, when it is compared
     */
    public ExporterReport compareFolder(Path folder, Consumer<ExporterReport.FileCounts> onFile)
            throws IOException {
        List<Path> paths;
        try (Stream<Path> all = Files.walk(folder)) {
            paths = all.sorted().toList();
        }
        ExporterReport report = new ExporterReport();
        for (Path path : paths) {
            if (path.toString().matches(".*\\.(pcap|pcapng|cap)(\\.gz)?")) {
                compare(
                        name(folder, path),
                        ExporterCapture.read(path, report::note),
                        report,
                        onFile);
            } else if (Files.isDirectory(path)) {
                List<ExporterDatagram> datagrams = ExporterCapture.readFiles(path);
                if (!datagrams.isEmpty()) {
                    compare(name(folder, path), datagrams, report, onFile);
                }
            }
        }
        return report;
    }

    private static String name(Path folder, Path path) {
        return path.equals(folder)
                ? path.toAbsolutePath().normalize().getFileName().toString()
                : folder.relativize(path).toString();
    }

    private void compare(
            String name,
            List<ExporterDatagram> datagrams,
            ExporterReport report,
            Consumer<ExporterReport.FileCounts> onFile)
            throws IOException {
        report.file(name);
        for (Protocol protocol : Protocol.values()) {
            List<ExporterDatagram> chosen =
                    datagrams.stream().filter(d -> d.protocol() == protocol).toList();
            if (protocol == Protocol.OTHER) {
                report.excluded("datagrams of other protocols", chosen.size());
            } else if (!chosen.isEmpty()) {
                compareOne(name, protocol, chosen, report);
            }
        }
        onFile.accept(report.fileCounts());
    }

    private void compareOne(
            String name, Protocol protocol, List<ExporterDatagram> datagrams, ExporterReport report)
            throws IOException {
        List<List<PacketSample>> ours = decode(datagrams, report);
        boolean sflow = protocol == Protocol.SFLOW;
        int port = sflow ? SFLOW_PORT : NETFLOW_PORT;
        Path capture = ExporterCapture.write(datagrams, port);
        try (PdmlReader reader = new PdmlReader(capture, sflow ? "sflow" : "cflow", port)) {
            for (int i = 0; i < datagrams.size(); i++) {
                report.datagram();
                TsharkDatagram theirs = reader.next();
                if (theirs == null) {
                    report.note(
                            name + ": tshark ended at datagram " + (i + 1) + ", the rest is left");
                    return;
                }
                compareDatagram(name, datagrams.get(i).frame(), ours.get(i), theirs, report);
            }
        } finally {
            Files.delete(capture);
        }
    }

    private List<List<PacketSample>> decode(
            List<ExporterDatagram> datagrams, ExporterReport report) {
        Decoder decoder = decoders.get();
        List<List<PacketSample>> byDatagram = new ArrayList<>();
        Map<Long, Integer> byTime = new HashMap<>();
        for (int i = 0; i < datagrams.size(); i++) {
            // A nanosecond a datagram: nothing that waits for its template gets old.
            byTime.put(i + 1L, i);
            byDatagram.add(new ArrayList<>());
            decoder.decode(datagrams.get(i), i + 1L, report::malformed)
                    .forEach(
                            sample ->
                                    byDatagram
                                            .get(byTime.get(sample.getReceivedAtNanos()))
                                            .add(sample));
        }
        return byDatagram;
    }

    private static void compareDatagram(
            String name,
            long frame,
            List<PacketSample> ours,
            TsharkDatagram theirs,
            ExporterReport report) {
        if (theirs.malformed()) {
            report.excluded("records of datagrams that tshark gives up at", ours.size());
            return;
        }
        if (theirs.undecoded()) {
            report.excluded("records whose template came later, which tshark leaves", ours.size());
            return;
        }
        List<Map<String, String>> records =
                theirs.records().stream()
                        .filter(r -> RecordChecks.isPacket(r) || RecordChecks.isFlow(r))
                        .toList();
        // Frames without IP are samples, too; what tshark shows of them is not compared.
        List<PacketSample> withAddress =
                ours.stream()
                        .filter(
                                s ->
                                        !s.getSourceAddress().isEmpty()
                                                || !s.getDestinationAddress().isEmpty())
                        .toList();
        report.excluded("records of packets without IP", ours.size() - withAddress.size());
        if (records.size() < withAddress.size() && theirs.endsWithCount()) {
            int behind = withAddress.size() - records.size();
            report.excluded("records behind as many sets as the header counts records", behind);
            withAddress = withAddress.subList(0, records.size());
        }
        if (records.size() != withAddress.size()) {
            report.difference(
                    new Difference(
                            name,
                            frame,
                            0,
                            "records",
                            Integer.toString(withAddress.size()),
                            Integer.toString(records.size())));
            return;
        }
        for (int i = 0; i < records.size(); i++) {
            compareRecord(
                    name,
                    frame,
                    i + 1,
                    withAddress.get(i),
                    theirs.header(),
                    records.get(i),
                    report);
        }
    }

    private static void compareRecord(
            String name,
            long frame,
            int number,
            PacketSample ours,
            Map<String, String> header,
            Map<String, String> record,
            ExporterReport report) {
        int compared = 0;
        List<RecordCheck> checks =
                RecordChecks.isPacket(record) ? RecordChecks.ofPackets() : RecordChecks.ofFlows();
        for (RecordCheck check : checks) {
            String expected = check.theirs().read(header, record);
            if (expected == null) {
                continue;
            }
            compared++;
            String actual = check.ours().apply(ours);
            boolean same = expected.equals(actual);
            report.field(check.field(), same);
            if (!same) {
                report.difference(
                        new Difference(name, frame, number, check.field(), actual, expected));
            }
        }
        report.record(compared);
    }
}
