package io.networkanalytics.forwarder.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.networkanalytics.forwarder.intake.Exporters;
import io.networkanalytics.forwarder.intake.InputSettings;
import io.networkanalytics.forwarder.intake.TestingSink;
import io.networkanalytics.forwarder.nflog.GoldenBytes;
import io.networkanalytics.forwarder.nflog.MarkBits;
import io.networkanalytics.forwarder.observe.ForwarderMetrics;
import io.networkanalytics.forwarder.observe.MetricMap;
import io.networkanalytics.model.PacketSample;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real named pipes; what is written is what tcpdump wrote. */
@Timeout(60)
class PcapStreamInputTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-11-23T00:00:00Z"), ZoneOffset.UTC);

    private final byte[] capture = GoldenBytes.read("tcpdump-nflog.hex");
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final TestingSink sink = new TestingSink();

    @TempDir private Path folder;
    private Path pipe;
    private PcapStreamInput input;

    @BeforeEach
    void setUp() throws IOException, InterruptedException {
        pipe = folder.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        input = input(pipe);
    }

    @AfterEach
    void tearDown() {
        input.stop(PATIENCE);
    }

    @Test
    void oneWriterAfterTheOther() throws IOException {
        input.start();
        for (int writer = 1; writer <= 3; writer++) {
            try (OutputStream out = Files.newOutputStream(pipe)) {
                out.write(capture);
            }
            int expected = writer;
            await(() -> sink.samples().size() == expected, "a sample of each writer");
        }
        PacketSample sample = sink.samples().get(0);
        assertEquals("nftables", sample.getSourceSystem());
        assertEquals("101", sample.getRuleId());
        assertEquals(10, sample.getSampleInterval());
        assertEquals(Map.of("forwarder.packets.read input=cap", 3L), MetricMap.of(registry));
    }

    /** The next writer may come before the end of the last one was seen. */
    @Test
    void oneCaptureBehindTheOther() throws IOException {
        input.start();
        try (OutputStream out = Files.newOutputStream(pipe)) {
            for (int i = 0; i < 3; i++) {
                out.write(capture);
            }
        }
        await(() -> sink.samples().size() == 3, "a sample of each capture");
        assertEquals(Map.of("forwarder.packets.read input=cap", 3L), MetricMap.of(registry));
    }

    @Test
    void packetsArriveWhileTheWriterGoesOn() throws IOException {
        input.start();
        try (OutputStream out = Files.newOutputStream(pipe)) {
            out.write(capture);
            out.flush();
            await(() -> sink.samples().size() == 1, "before the end of the stream");
            out.write(capture, 24, capture.length - 24);
            out.flush();
            await(() -> sink.samples().size() == 2, "the next packet");
            input.stop(PATIENCE);
            assertThrows(IOException.class, () -> out.write(capture), "nobody reads any more");
        }
    }

    @Test
    void aWriterThatIsKilledOrWritesNoCaptureIsCounted() throws IOException {
        input.start();
        try (OutputStream out = Files.newOutputStream(pipe)) {
            out.write(Arrays.copyOf(capture, capture.length - 7));
        }
        await(() -> count("truncated_capture") == 1, "the end within a packet");
        try (OutputStream out = Files.newOutputStream(pipe)) {
            out.write(new byte[100]);
        }
        await(() -> count("broken_capture") == 1, "zeros are no capture");
        try (OutputStream out = Files.newOutputStream(pipe)) {
            out.write(capture);
        }
        await(() -> sink.samples().size() == 1, "the next writer is read");
    }

    @Test
    void stopsWhileItWaitsForAWriter() {
        input.start();
        long start = System.nanoTime();
        input.stop(PATIENCE);
        assertTrue(System.nanoTime() - start < PATIENCE.toNanos(), "at once");
    }

    @Test
    void aFileIsNoStream() throws IOException {
        Path file = Files.write(folder.resolve("file.pcap"), capture);
        UncheckedIOException refused =
                assertThrows(UncheckedIOException.class, () -> input(file).start());
        assertTrue(refused.getMessage().contains("bin/forwarder replay"), refused.getMessage());
    }

    private long count(String reason) {
        return MetricMap.of(registry)
                .getOrDefault("forwarder.malformed exporter=edge1 input=cap reason=" + reason, 0L);
    }

    private PcapStreamInput input(Path file) {
        ForwarderMetrics metrics = new ForwarderMetrics(registry);
        return new PcapStreamInput(
                new Exporters(10, metrics).of(new InputSettings("cap", "pcap", "", 1), "edge1"),
                new PcapStreamSettings(file, 1),
                MarkBits.NONE,
                false,
                sink,
                CLOCK,
                metrics);
    }

    private static void await(BooleanSupplier condition, String what) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "waited in vain for " + what);
            LockSupport.parkNanos(1_000_000);
        }
    }
}
