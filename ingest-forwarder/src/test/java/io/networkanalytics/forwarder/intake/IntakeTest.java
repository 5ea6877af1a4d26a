package io.networkanalytics.forwarder.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.networkanalytics.forwarder.observe.ForwarderMetrics;
import io.networkanalytics.forwarder.observe.MetricMap;
import io.networkanalytics.forwarder.ship.TestingShipper;
import io.networkanalytics.model.DeadLetter;
import io.networkanalytics.model.FlowKey;
import io.networkanalytics.model.IpAddresses;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.SamplingMode;
import io.networkanalytics.model.codec.PacketSampleCodec;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IntakeTest {

    private static final Instant EPOCH = Instant.parse("2026-01-02T03:04:05.678901234Z");
    private static final Instant NOW = Instant.parse("2026-01-02T04:00:00.000000007Z");
    private static final int PARTITIONS = 8;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ForwarderMetrics metrics = new ForwarderMetrics(registry);
    private final TestingShipper shipper = new TestingShipper(PARTITIONS);
    private final Intake intake =
            new Intake(EPOCH, new MetadataBounds(2, 20), shipper, Clock.fixed(NOW, ZoneOffset.UTC));
    private final Exporters exporters = new Exporters(2, metrics);
    private final InputSettings udp = new InputSettings("sf", "sflow", "ams01", 2);
    private final InputSettings file =
            new InputSettings("replay", "pcap", "", InputSettings.UNLIMITED);

    @Test
    void completesWhatTheInputDoesNotKnow() throws Exception {
        intake.accept(exporters.of(udp, "r1"), PacketSample.newBuilder(), Acknowledgement.NONE);

        PacketSample sample = shipper.samples().get(0);
        assertEquals(
                PacketSample.newBuilder()
                        .setVersion(1)
                        .setExporterId("r1")
                        .setEpochMicros(1_767_323_045_678_901L)
                        .setSequence(1)
                        .setReceivedAtNanos(1_767_326_400_000_000_007L)
                        .setObservedAtNanos(1_767_326_400_000_000_007L)
                        .setSourceSystem("sflow")
                        .setColo("ams01")
                        .setSampleInterval(1)
                        .build(),
                sample);
        assertEquals(
                sample,
                PacketSampleCodec.decode(sample.toByteArray()).sample(),
                "it keeps the contract");
        assertEquals(
                Map.of(
                        "forwarder.interval.defaulted exporter=r1 input=sf", 1L,
                        "forwarder.samples.received exporter=r1 input=sf", 1L),
                MetricMap.of(registry));
    }

    @Test
    void keepsWhatTheInputKnows() throws Exception {
        PacketSample.Builder known =
                PacketSample.newBuilder()
                        .setObservedAtNanos(5)
                        .setReceivedAtNanos(6)
                        .setSourceSystem("magic-firewall")
                        .setColo("lhr01")
                        .setSampleInterval(64)
                        .setSamplingMode(SamplingMode.RANDOM)
                        .setPackets(9)
                        .putMetadata("a", "b");
        PacketSample before = known.build();
        intake.accept(exporters.of(udp, "r1"), known, Acknowledgement.NONE);

        PacketSample after = shipper.samples().get(0);
        assertEquals(
                before,
                after.toBuilder()
                        .clearVersion()
                        .clearExporterId()
                        .clearEpochMicros()
                        .clearSequence()
                        .build());
    }

    @Test
    void notificationWithoutIntervalIsNoFault() throws Exception {
        intake.accept(
                exporters.of(udp, "r1"),
                PacketSample.newBuilder().setSamplingMode(SamplingMode.NOTIFICATION),
                Acknowledgement.NONE);
        assertEquals(1, shipper.samples().get(0).getSampleInterval());
        assertEquals(
                Map.of("forwarder.samples.received exporter=r1 input=sf", 1L),
                MetricMap.of(registry));
    }

    @Test
    void sequenceBelongsToTheExporterOverAllInputs() throws Exception {
        accept(udp, "r1");
        accept(udp, "r2");
        accept(file, "r1");
        accept(udp, "r1");
        assertEquals(List.of("r1 1", "r2 1", "r1 2", "r1 3"), identities());
    }

    @Test
    void exportersBeyondTheBoundShareASequenceThatGrows() throws Exception {
        accept(udp, "r1");
        accept(udp, "r2");
        accept(udp, "r3");
        accept(udp, "r4");
        accept(udp, "r3");
        accept(udp, "r2");
        assertEquals(List.of("r1 1", "r2 1", "r3 1", "r4 2", "r3 3", "r2 2"), identities());
        assertEquals(
                Map.of(
                        "forwarder.exporters.beyond.bound", 3L,
                        "forwarder.interval.defaulted exporter=other input=sf", 3L,
                        "forwarder.interval.defaulted exporter=r1 input=sf", 1L,
                        "forwarder.interval.defaulted exporter=r2 input=sf", 2L,
                        "forwarder.samples.received exporter=other input=sf", 3L,
                        "forwarder.samples.received exporter=r1 input=sf", 1L,
                        "forwarder.samples.received exporter=r2 input=sf", 2L),
                MetricMap.of(registry));
    }

    @Test
    void bothDirectionsGoToThePartitionOfTheirHash() throws Exception {
        PacketSample.Builder there =
                PacketSample.newBuilder()
                        .setIpProtocol(6)
                        .setSourceAddress(IpAddresses.of(0, 0xFFFF_0A00_0001L))
                        .setDestinationAddress(IpAddresses.of(0, 0xFFFF_0A00_0002L))
                        .setSourcePort(1234)
                        .setDestinationPort(443);
        PacketSample.Builder back =
                there.clone()
                        .setSourceAddress(there.getDestinationAddress())
                        .setDestinationAddress(there.getSourceAddress())
                        .setSourcePort(443)
                        .setDestinationPort(1234);
        intake.accept(exporters.of(udp, "r1"), there, Acknowledgement.NONE);
        intake.accept(exporters.of(udp, "r1"), back, Acknowledgement.NONE);

        TestingShipper.Shipped first = shipper.shipped().get(0);
        TestingShipper.Shipped second = shipper.shipped().get(1);
        assertEquals(first.partition(), second.partition());
        assertEquals(first.flowHash(), second.flowHash());
        assertEquals(FlowKey.hash(first.sample()), first.flowHash());
        assertEquals(FlowKey.partition(first.flowHash(), PARTITIONS), first.partition());
    }

    @Test
    void numbersOnlyGrowInAPartitionWithManyThreads() throws Exception {
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            int seed = t;
            threads.add(new Thread(() -> acceptMany(seed)));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        Map<String, Long> last = new HashMap<>();
        for (TestingShipper.Shipped shipped : shipper.shipped()) {
            String row = shipped.sample().getExporterId() + " " + shipped.partition();
            long before = last.getOrDefault(row, 0L);
            assertTrue(shipped.sample().getSequence() > before, row + " fell from " + before);
            last.put(row, shipped.sample().getSequence());
        }
        assertEquals(4000, shipper.shipped().size());
    }

    private void acceptMany(int seed) {
        Exporter exporter = exporters.of(udp, seed % 2 == 0 ? "r1" : "r2");
        try {
            for (int i = 0; i < 1000; i++) {
                intake.accept(
                        exporter,
                        PacketSample.newBuilder()
                                .setSourceAddress(
                                        ByteString.copyFrom(new byte[] {(byte) i, (byte) seed})),
                        Acknowledgement.NONE);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void metadataIsCutToItsBoundsAndCounted() throws Exception {
        intake.accept(
                exporters.of(udp, "r1"),
                PacketSample.newBuilder()
                        .setSampleInterval(1)
                        .putMetadata("c", "3")
                        .putMetadata("b", "this value is too long for it")
                        .putMetadata("a", "1")
                        .putMetadata("d", "4"),
                Acknowledgement.NONE);
        assertEquals(Map.of("a", "1", "c", "3"), shipper.samples().get(0).getMetadataMap());
        assertEquals(
                Map.of(
                        "forwarder.metadata.cut exporter=r1 input=sf", 2L,
                        "forwarder.samples.received exporter=r1 input=sf", 1L),
                MetricMap.of(registry));
    }

    @Test
    void deadLettersKeepTheOriginalBytesAndTheirOrigin() throws Exception {
        byte[] buffer = "..bytes..".getBytes(UTF_8);
        intake.reject(
                exporters.of(udp, "r1"),
                new Rejection("truncated", "why", "sample 2 of 3", 77, buffer, 2, 5));
        buffer[3] = 'X';
        DeadLetter letter = shipper.deadLetters().get(0);
        assertEquals("truncated", letter.reason());
        assertEquals("forwarder", letter.stage());
        assertEquals("sf r1 sample 2 of 3", letter.origin());
        assertEquals("why", letter.detail());
        assertEquals(77, letter.receivedAtNanos());
        assertArrayEquals("bytes".getBytes(UTF_8), letter.payload());
    }

    @Test
    void deadLettersOfUdpAreLimitedByExporterAndReason() throws Exception {
        for (int i = 0; i < 5; i++) {
            reject(udp, "r1", "truncated");
            reject(udp, "r2", "truncated");
        }
        reject(udp, "r1", "bad_length");
        assertEquals(5, shipper.deadLetters().size());
        assertEquals(
                Map.of(
                        "forwarder.dead.letters input=sf reason=bad_length", 1L,
                        "forwarder.dead.letters input=sf reason=truncated", 4L,
                        "forwarder.dead.letters.suppressed input=sf reason=truncated", 6L,
                        "forwarder.malformed exporter=r1 input=sf reason=bad_length", 1L,
                        "forwarder.malformed exporter=r1 input=sf reason=truncated", 5L,
                        "forwarder.malformed exporter=r2 input=sf reason=truncated", 5L),
                MetricMap.of(registry));
    }

    @Test
    void inventedExportersDoNotMultiplyTheLimit() throws Exception {
        for (int i = 0; i < 1000; i++) {
            reject(udp, "invented-" + i, "truncated");
        }
        assertEquals(200, shipper.deadLetters().size(), "a hundred times the limit of one");
    }

    @Test
    void deadLettersOfFilesAreAllKept() throws Exception {
        for (int i = 0; i < 50; i++) {
            reject(file, "pcap", "truncated");
        }
        assertEquals(50, shipper.deadLetters().size());
    }

    private void accept(InputSettings input, String exporter) throws InterruptedException {
        intake.accept(
                exporters.of(input, exporter), PacketSample.newBuilder(), Acknowledgement.NONE);
    }

    private void reject(InputSettings input, String exporter, String reason)
            throws InterruptedException {
        intake.reject(
                exporters.of(input, exporter), new Rejection(reason, "", "", 1, new byte[0], 0, 0));
    }

    private List<String> identities() {
        return shipper.samples().stream()
                .map(sample -> sample.getExporterId() + " " + sample.getSequence())
                .toList();
    }
}
