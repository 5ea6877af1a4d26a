package io.networkanalytics.bench.tracker;

import io.networkanalytics.forwarder.capture.CaptureFormatException;
import io.networkanalytics.forwarder.capture.CaptureReader;
import io.networkanalytics.forwarder.capture.CapturedPacket;
import io.networkanalytics.job.annotate.tcp.SampleFitness;
import io.networkanalytics.job.annotate.tcp.TcpPacket;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.SamplingMode;
import io.networkanalytics.model.packet.PacketDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The TCP packets of captures as samples, unsampled. */
public final class CapturedTcp {

    private CapturedTcp() {}

    /**
     * The captures below a folder.
     *
     * @param folder searched recursively
     * @return .pcap, .pcapng and .cap files, gzipped or not, in the order of their names
     * @throws IOException if the folder cannot be read
     */
    public static List<Path> captures(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(f -> f.toString().matches(".*\\.(pcap|pcapng|cap)(\\.gz)?"))
                    .sorted()
                    .toList();
        }
    }

    /**
     * What of a capture can be tracked.
     *
     * @param capture pcap or pcapng
     * @return in the order of the file; where a damaged file ends early, what was before
     * @throws IOException if it cannot be read
     */
    public static List<PacketSample> read(Path capture) throws IOException {
        List<PacketSample> samples = new ArrayList<>();
        PacketDecoder decoder = new PacketDecoder();
        try (CaptureReader reader = CaptureReader.open(capture)) {
            for (CapturedPacket packet = reader.next(); packet != null; packet = reader.next()) {
                PacketSample.Builder sample =
                        PacketSample.newBuilder()
                                .setVersion(1)
                                .setExporterId("capture")
                                .setSequence(packet.frameNumber())
                                .setObservedAtNanos(packet.timestampNanos())
                                .setReceivedAtNanos(packet.timestampNanos())
                                .setSampleInterval(1)
                                .setSamplingMode(SamplingMode.UNSAMPLED);
                boolean decoded =
                        !decoder.decode(
                                        packet.linkType(),
                                        packet.buffer(),
                                        0,
                                        packet.capturedLength(),
                                        packet.originalLength(),
                                        sample)
                                .malformed();
                if (decoded && TcpPacket.fitness(sample) == SampleFitness.TRACKABLE) {
                    samples.add(sample.build());
                }
            }
        } catch (CaptureFormatException e) {
            System.err.println(e.getMessage() + ": what is before that counts");
        }
        return samples;
    }
}
