package io.networkanalytics.forwarder.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.packet.DecodeResult;
import io.networkanalytics.model.packet.PacketDecoder;
import io.networkanalytics.testkit.tshark.ComparisonReport;
import io.networkanalytics.testkit.tshark.DecodeComparison;
import io.networkanalytics.testkit.tshark.DecodeComparison.FrameVisitor;
import io.networkanalytics.testkit.tshark.DecodedFrame;
import io.networkanalytics.testkit.tshark.Tshark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every packet of real captures, each field against what tshark reads. */
@Tag("decode")
class TsharkComparisonITCase {
    /** tshark gives at least this many fields of a packet that is IP and not malformed. */
    private static final int MIN_FIELDS_PER_PACKET = 40;

    private static final PacketDecoder DECODER = new PacketDecoder();

    @ParameterizedTest
    @ValueSource(strings = {"attacks", "benign"})
    void decodesAsTsharkDoes(String folder) throws IOException {
        Path captures =
                Path.of(System.getProperty("repository.root"), "../shared/captures", folder);
        assumeTrue(Files.isDirectory(captures), "no captures at " + captures);
        Optional<Tshark> tshark = Tshark.installed();
        assumeTrue(tshark.isPresent(), "tshark is not installed: apt-get install tshark");

        ComparisonReport report =
                new DecodeComparison(tshark.get(), TsharkComparisonITCase::decode)
                        .compareFolder(captures);

        assertEquals(List.of(), report.mismatches(), report::toString);
        assertTrue(
                report.packets() > 0
                        && report.fieldsCompared() > MIN_FIELDS_PER_PACKET * report.packets(),
                () -> "too little was compared to mean anything: " + report);
    }

    private static String decode(Path capture, FrameVisitor visitor) throws IOException {
        try (CaptureReader reader = CaptureReader.open(capture)) {
            CapturedPacket packet;
            while ((packet = reader.next()) != null) {
                visitor.visit(decode(packet));
            }
            return "";
        } catch (CaptureFormatException e) {
            return e.getMessage();
        }
    }

    private static DecodedFrame decode(CapturedPacket packet) {
        PacketSample.Builder sample = PacketSample.newBuilder();
        DecodeResult result =
                DECODER.decode(
                        packet.linkType(),
                        packet.buffer(),
                        0,
                        packet.capturedLength(),
                        packet.originalLength(),
                        sample);
        return new DecodedFrame(
                packet.frameNumber(),
                packet.timestampNanos(),
                packet.capturedLength(),
                packet.originalLength(),
                result,
                sample.build());
    }
}
