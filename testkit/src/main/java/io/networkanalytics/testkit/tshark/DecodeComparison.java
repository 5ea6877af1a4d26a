package io.networkanalytics.testkit.tshark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Holds our decoding of captures against tshark's, field by field, of the outermost IP header of
 * each frame and of what follows it.
 */
public final class DecodeComparison {

    /** Reads a capture and decodes each frame of it. */
    public interface CaptureDecoder {
        /**
         * @return why reading ended before the end of the capture, or "" if it did not
         */
        String decode(Path capture, FrameVisitor visitor) throws IOException;
    }

    /** Gets the frames of a capture in order. */
    public interface FrameVisitor {
        void visit(DecodedFrame frame) throws IOException;
    }

    private final Tshark tshark;
    private final CaptureDecoder decoder;
    private final List<FieldCheck> checks = new ArrayList<>();

    /**
     * @param decoder is called by several threads at once
     */
    public DecodeComparison(Tshark tshark, CaptureDecoder decoder) {
        this.tshark = tshark;
        this.decoder = decoder;
        checks.addAll(LinkAndIpChecks.all(tshark.fragmentOffsetUnit()));
        checks.addAll(TransportChecks.all());
    }

    /**
     * Compares all captures (names ending in .pcap, .pcapng or .cap, gzipped too) below a folder,
     * on all processors: the start of tshark takes longest.
     */
    public ComparisonReport compareFolder(Path folder) throws IOException {
        List<Path> captures;
        try (Stream<Path> files = Files.walk(folder)) {
            captures =
                    files.filter(Files::isRegularFile)
                            .filter(
                                    file ->
                                            file.toString()
                                                    .matches(".*\\.(pcap|pcapng|cap)(\\.gz)?"))
                            .sorted()
                            .toList();
        }
        ComparisonReport report = new ComparisonReport();
        captures.parallelStream().forEach(capture -> compareInto(report, capture));
        return report;
    }

    private void compareInto(ComparisonReport report, Path capture) {
        report.file();
        try {
            compare(report, capture);
        } catch (IOException e) {
            report.mismatch(
                    new Mismatch(capture.toString(), 0, "readable", e.toString(), "readable"));
        }
    }

    private void compare(ComparisonReport report, Path capture) throws IOException {
        String name = capture.getFileName().toString();
        try (TsharkFrames theirs = tshark.read(capture)) {
            String ended =
                    decoder.decode(
                            capture,
                            ours -> {
                                report.packet(ours.result());
                                TsharkFrame frame = theirs.next();
                                if (frame == null) {
                                    report.mismatch(
                                            new Mismatch(
                                                    name,
                                                    ours.number(),
                                                    "frame",
                                                    "there",
                                                    "absent"));
                                } else {
                                    compare(report, name, ours, new OutermostHeaders(frame));
                                }
                            });
            if (!ended.isEmpty()) {
                report.note(name + ": " + ended);
            }
            TsharkFrame left = theirs.next();
            if (left != null) {
                report.mismatch(
                        new Mismatch(
                                name, left.number("frame.number"), "frame", "absent", "there"));
            }
        }
    }

    private void compare(
            ComparisonReport report, String file, DecodedFrame ours, OutermostHeaders theirs) {
        if (ours.result().malformed()) {
            String excluded = KnownDifferences.whyMalformed(ours, theirs);
            if (excluded.isEmpty()) {
                report.mismatch(
                        new Mismatch(
                                file,
                                ours.number(),
                                "result",
                                ours.result().text(),
                                theirs.frame().first("frame.protocols")));
            }
            return;
        }
        int compared = 0;
        for (FieldCheck check : checks) {
            Object expected = check.theirs().apply(theirs);
            Object actual = check.ours().apply(ours);
            if (expected == null) {
                continue;
            }
            if (Objects.equals(expected, actual)) {
                compared++;
                continue;
            }
            String why = KnownDifferences.why(check.field(), ours, theirs, expected);
            if (why.isEmpty()) {
                compared++;
                report.mismatch(
                        new Mismatch(
                                file,
                                ours.number(),
                                check.field(),
                                actual.toString(),
                                expected.toString()));
            } else {
                report.excluded(why);
            }
        }
        report.compared(compared);
    }
}
