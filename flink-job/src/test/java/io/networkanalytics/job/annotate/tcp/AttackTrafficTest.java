package io.networkanalytics.job.annotate.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.networkanalytics.forwarder.capture.CaptureReader;
import io.networkanalytics.forwarder.capture.CapturedPacket;
import io.networkanalytics.job.TestSamples;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.SamplingMode;
import io.networkanalytics.model.packet.PacketDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/** Attacks are told apart by what is said of their packets. */
class AttackTrafficTest {

    private static final Path SYN_FLOOD =
            Path.of(System.getProperty("repository.root", "."))
                    .resolve("../shared/captures/attacks/pkt.TCP.synflood.spoofed.pcap");
    private static final int PACKETS = 20_000;

    private final Map<ConnectionKey, TcpConnection> connections = new HashMap<>();
    private final Map<String, Integer> findings = new TreeMap<>();
    private final TcpTracker tracker = new TcpTracker(TcpSettings.DEFAULT);
    private final TcpPacket packet = new TcpPacket();

    @Test
    void recordedSynFlood() throws IOException {
        assumeTrue(Files.exists(SYN_FLOOD), SYN_FLOOD + " is not there");
        int all = 0;
        int syn = 0;
        try (CaptureReader reader = CaptureReader.open(SYN_FLOOD)) {
            for (CapturedPacket p = reader.next(); p != null; p = reader.next()) {
                PacketSample.Builder sample = TestSamples.tcp(p.frameNumber(), 0);
                new PacketDecoder()
                        .decode(
                                p.linkType(),
                                p.buffer(),
                                0,
                                p.capturedLength(),
                                p.originalLength(),
                                sample);
                all++;
                syn += SegmentKind.of(sample.getTcpFlags()) == SegmentKind.SYN ? 1 : 0;
                track(sample, p.timestampNanos() / 1_000_000_000L);
            }
        }
        assertEquals(37_841, all);
        assertEquals(all, syn);
        assertEquals(Map.of("NEW/NONE", all), findings);
    }

    @Test
    void reflectedSynAcks() {
        flood(random -> 0x12);
        assertEquals(Map.of("NEW/NONE", PACKETS), findings);
    }

    @Test
    void floodOfAcks() {
        flood(random -> 0x10);
        assertEquals(Map.of("-/NOT_FOUND", PACKETS), findings);
        assertTrue(connections.values().stream().allMatch(TcpConnection::isEmpty));
    }

    @Test
    void floodOfRandomFlags() {
        flood(random -> random & 0x3F);
        // 64 sets: with PSH aside 9 of 32 are valid; 3 of these open, 4 are not found, one refuses.
        share("-/UNEXPECTED", 23.0 / 32);
        share("-/NOT_FOUND", 5.0 / 32);
        share("-/REFUSED", 1.0 / 32);
        share("NEW/NONE", 3.0 / 32);
    }

    @Test
    void floodOfAcksToAnOpenConnection() {
        Conversation talk = new Conversation();
        talk.play("S 1000 0 0; A 1001 5001 0");
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < PACKETS; i++) {
            PacketSample.Builder sample =
                    talk.sample("A 0 0 0")
                            .setTcpSequenceNumber(random.nextInt())
                            .setTcpAcknowledgementNumber(random.nextInt());
            findings.merge(talk.track(sample).toString(), 1, Integer::sum);
        }
        assertEquals(Map.of("OPEN/OUT_OF_SEQUENCE", PACKETS), findings);
        assertEquals("OPEN/NONE", talk.play("PA 1001 5001 10"));
    }

    private void share(String finding, double expected) {
        double share = findings.getOrDefault(finding, 0) / (double) PACKETS;
        assertEquals(expected, share, 0.02, findings.toString());
    }

    private void flood(IntUnaryOperator flags) {
        SplittableRandom random = new SplittableRandom(42);
        for (int i = 0; i < PACKETS; i++) {
            PacketSample.Builder sample =
                    new Conversation()
                            .sample("A 0 0 0")
                            .setTcpFlags(flags.applyAsInt(random.nextInt(1 << 20)))
                            .setTcpSequenceNumber(random.nextInt())
                            .setTcpAcknowledgementNumber(random.nextInt())
                            .setSourceAddress(TestSamples.v4(100, i >> 8, i & 255, 1))
                            .setSourcePort(1024 + random.nextInt(60_000));
            track(sample, 1_790_000_000L + i / 10_000);
        }
    }

    private void track(PacketSample.Builder sample, long nowSeconds) {
        sample.setSamplingMode(SamplingMode.UNSAMPLED);
        assertEquals(SampleFitness.TRACKABLE, TcpPacket.fitness(sample));
        TcpConnection connection =
                connections.computeIfAbsent(ConnectionKey.of(1, sample), k -> new TcpConnection());
        findings.merge(
                tracker.track(connection, packet.read(sample), nowSeconds, false).toString(),
                1,
                Integer::sum);
    }
}
