package io.networkanalytics.forwarder.replay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.networkanalytics.forwarder.capture.CaptureFormatException;
import io.networkanalytics.forwarder.capture.CaptureReader;
import io.networkanalytics.forwarder.intake.Exporters;
import io.networkanalytics.forwarder.intake.InputSettings;
import io.networkanalytics.forwarder.intake.Intake;
import io.networkanalytics.forwarder.intake.MetadataBounds;
import io.networkanalytics.forwarder.observe.ForwarderMetrics;
import io.networkanalytics.forwarder.ship.TestingShipper;
import io.networkanalytics.model.DeadLetter;
import io.networkanalytics.model.EventTime;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.SamplingMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {

    private static final long CAPTURED = 1_500_000_000_000_000_000L;
    private static final long NOW = 1_800_000_000_000_000_000L;
    private static final long SECOND = 1_000_000_000L;

    @TempDir private Path folder;

    private final TestingClock clock = new TestingClock();
    private final TestingShipper shipper = new TestingShipper(4);
    private final ReplayTally tally = new ReplayTally();
    private Path file;

    @BeforeEach
    void writeCapture() throws IOException {
        file =
                new PcapFile()
                        .packet(CAPTURED, PcapFile.TCP_SYN)
                        .packet(CAPTURED + SECOND, new byte[5])
                        .packet(CAPTURED + 3 * SECOND, PcapFile.TCP_SYN)
                        .packet(CAPTURED + 600 * SECOND, PcapFile.TCP_SYN)
                        .write(folder.resolve("a.pcap"));
    }

    @Test
    void fullSpeedKeepsTheSpacingAndEndsNow() throws Exception {
        replay(new Pace.FullSpeed(), false, 1).run(false);
        assertEquals(List.of(NOW - 600 * SECOND, NOW - 597 * SECOND, NOW), observed());
        assertEquals(0, clock.waits.size());
        for (PacketSample sample : shipper.samples()) {
            assertEquals(
                    sample.getObservedAtNanos(),
                    EventTime.nanos(sample),
                    "its own time is believed");
        }
    }

    @Test
    void realtimeWaitsForTheGaps() throws Exception {
        replay(new Pace.Realtime(), false, 1).run(false);
        assertEquals(List.of(NOW, NOW + 3 * SECOND, NOW + 600 * SECOND), observed());
        assertEquals(List.of(SECOND, 2 * SECOND, 597 * SECOND), clock.waits);
    }

    @Test
    void rateIsEven() throws Exception {
        replay(new Pace.Rate(4), false, 1).run(false);
        assertEquals(List.of(NOW, NOW + SECOND / 2, NOW + 3 * SECOND / 4), observed());
    }

    @Test
    void timeIsKeptIfAsked() throws Exception {
        replay(new Pace.FullSpeed(), true, 1).run(false);
        assertEquals(List.of(CAPTURED, CAPTURED + 3 * SECOND, CAPTURED + 600 * SECOND), observed());
    }

    @Test
    void everyPacketIsASampleOrADeadLetter() throws Exception {
        replay(new Pace.FullSpeed(), false, 1).run(false);
        assertEquals(4, tally.packetsRead());
        assertEquals(3, tally.samplesShipped());
        assertEquals(3, tally.samplesAcknowledged());
        assertEquals(Map.of("truncated_link_header", 1L), tally.deadLetters());
        assertEquals(54 * 3 + 5, tally.captureBytes());
        PacketSample sample = shipper.samples().get(0);
        assertEquals("pcap", sample.getSourceSystem());
        assertEquals("edge-7", sample.getExporterId());
        assertEquals(SamplingMode.UNSAMPLED, sample.getSamplingMode());
        assertEquals(1, sample.getSampleInterval());
        assertEquals(40, sample.getBytes());
        DeadLetter letter = shipper.deadLetters().get(0);
        assertEquals("truncated_link_header", letter.reason());
        assertEquals("replay edge-7 frame 2", letter.origin());
        assertArrayEquals(new byte[5], letter.payload());
    }

    @Test
    void sampledCaptureSaysSo() throws Exception {
        replay(new Pace.FullSpeed(), false, 64).run(false);
        assertEquals(64, shipper.samples().get(0).getSampleInterval());
        assertEquals(SamplingMode.RANDOM, shipper.samples().get(0).getSamplingMode());
        assertEquals(3, shipper.samples().size(), "nothing is left out");
    }

    @Test
    void loopGoesOnUntilAskedToStop() throws Exception {
        Replay[] replay = new Replay[1];
        replay[0] =
                replay(
                        new Pace.FullSpeed(),
                        false,
                        1,
                        done -> {
                            if (done.packetsRead() == 10) {
                                replay[0].requestStop();
                            }
                        });
        replay[0].run(true);
        assertEquals(10, tally.packetsRead());
        List<PacketSample> samples = shipper.samples();
        assertEquals(7, samples.get(samples.size() - 1).getSequence(), "numbers go on over passes");
    }

    @Test
    void loopOverNothingEnds() throws Exception {
        file = new PcapFile().write(folder.resolve("empty.pcap"));
        replay(new Pace.FullSpeed(), false, 1).run(true);
        assertEquals(0, tally.packetsRead());
    }

    @Test
    void damagedEndKeepsWhatCameBefore() throws Exception {
        file =
                new PcapFile()
                        .packet(CAPTURED, PcapFile.TCP_SYN)
                        .raw((byte) 1, (byte) 2)
                        .write(folder.resolve("cut.pcap"));
        assertThrows(
                CaptureFormatException.class,
                () -> replay(new Pace.FullSpeed(), false, 1).run(false));
        assertEquals(List.of(NOW), observed());
    }

    @Test
    void streamNeedsAPaceThatKnowsItsTime() {
        Path stdin = Path.of("-");
        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () ->
                                        new ReplayOptions(
                                                stdin,
                                                new Pace.FullSpeed(),
                                                false,
                                                false,
                                                "x",
                                                "",
                                                1))
                        .getMessage();
        assertTrue(message.contains("--realtime"), message);
        assertThrows(
                IllegalArgumentException.class,
                () -> new ReplayOptions(stdin, new Pace.Realtime(), true, false, "x", "", 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> new ReplayOptions(stdin, new Pace.Realtime(), false, false, "x", "", 0));
        assertThrows(IllegalArgumentException.class, () -> new Pace.Rate(0));
        assertThrows(IllegalArgumentException.class, () -> new Pace.Rate(Double.NaN));
    }

    @Test
    void summaryAddsUp() throws Exception {
        ReplaySummary summary =
                new ReplaySummary(
                        "f", 4, 3, 30, 1200, 3, 1, 1, Map.of("truncated", 1L), 100, 200, 0.5, "");
        assertTrue(summary.complete());
        assertEquals(
                "replayed f: packets_read=4 samples_shipped=3 represented_packets=30 represented_bytes=1200 samples_acknowledged=3 dead_letters=1{truncated=1}"
                        + " capture_bytes=100 acknowledged_bytes=200 seconds=0.500",
                summary.line());
        Path json = folder.resolve("s.json");
        summary.write(json);
        assertEquals(
                "{\"file\":\"f\",\"packets_read\":4,\"samples_shipped\":3,\"represented_packets\":30,\"represented_bytes\":1200,\"samples_acknowledged\":3,"
                        + "\"dead_letter_count\":1,\"dead_letters_acknowledged\":1,\"dead_letters\":{\"truncated\":1},"
                        + "\"capture_bytes\":100,\"acknowledged_bytes\":200,\"seconds\":0.5,\"error\":\"\"}",
                Files.readString(json).trim());
        assertTrue(!new ReplaySummary("f", 4, 3, 3, 9, 2, 1, 1, Map.of(), 1, 1, 1, "").complete());
        assertTrue(!new ReplaySummary("f", 4, 3, 3, 9, 3, 1, 0, Map.of(), 1, 1, 1, "").complete());
    }

    private Replay replay(Pace pace, boolean keepTime, int interval) throws IOException {
        return replay(pace, keepTime, interval, done -> {});
    }

    private Replay replay(Pace pace, boolean keepTime, int interval, Consumer<ReplayTally> progress)
            throws IOException {
        ForwarderMetrics metrics = new ForwarderMetrics(new SimpleMeterRegistry());
        InputSettings input = new InputSettings("replay", "pcap", "", InputSettings.UNLIMITED);
        CaptureSpan span;
        try (CaptureReader capture = CaptureReader.open(file)) {
            span = CaptureSpan.of(capture);
        }
        return new Replay(
                () -> CaptureReader.open(file),
                new Exporters(1, metrics).of(input, "edge-7"),
                interval,
                new ReplayTimes(pace, keepTime, span, clock, clock::pass),
                new Intake(clock.instant(), new MetadataBounds(1, 1), shipper, clock),
                tally,
                progress);
    }

    private List<Long> observed() {
        return shipper.samples().stream().map(PacketSample::getObservedAtNanos).toList();
    }

    /** Stands still but for those who wait. */
    private static final class TestingClock extends Clock {
        private final List<Long> waits = new ArrayList<>();
        private Instant now = Instant.ofEpochSecond(0, NOW);

        void pass(long nanos) {
            waits.add(nanos);
            now = now.plusNanos(nanos);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
