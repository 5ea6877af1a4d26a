package io.networkanalytics.bench.decode;

import io.networkanalytics.forwarder.capture.CaptureFormatException;
import io.networkanalytics.forwarder.capture.CaptureReader;
import io.networkanalytics.forwarder.capture.CapturedPacket;
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
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** How many fields of how many packets are decoded otherwise than by tshark. */
@Command(
        name = "decode-accuracy",
        mixinStandardHelpOptions = true,
        description =
                "Every packet of the captures below a folder, each field against tshark; exits with 1"
                        + " on a mismatch, 2 if nothing could be compared.")
public final class DecodeAccuracyBench implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "Folder with .pcap, .pcapng or .cap files.")
    private Path folder;

    private final PacketDecoder decoder = new PacketDecoder();

    @Override
    public Integer call() throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new ParameterException(spec.commandLine(), folder + " is no folder");
        }
        Optional<Tshark> tshark = Tshark.installed();
        if (tshark.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "tshark is not installed: apt-get install tshark");
        }
        ComparisonReport report =
                new DecodeComparison(tshark.get(), this::decode).compareFolder(folder);
        System.out.println(tshark.get().version());
        System.out.print(report);
        if (report.packets() == 0) {
            System.err.println("no packet below " + folder + ": nothing was compared");
            return 2;
        }
        return report.mismatches().isEmpty() ? 0 : 1;
    }

    private String decode(Path capture, FrameVisitor visitor) throws IOException {
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

    private DecodedFrame decode(CapturedPacket packet) {
        PacketSample.Builder sample = PacketSample.newBuilder();
        DecodeResult result =
                decoder.decode(
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
