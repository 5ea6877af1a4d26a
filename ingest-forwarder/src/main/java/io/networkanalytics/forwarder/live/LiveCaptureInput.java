package io.networkanalytics.forwarder.live;

import io.micrometer.core.instrument.Counter;
import io.networkanalytics.forwarder.Input;
import io.networkanalytics.forwarder.intake.Acknowledgement;
import io.networkanalytics.forwarder.intake.DecoderFaults;
import io.networkanalytics.forwarder.intake.Exporter;
import io.networkanalytics.forwarder.intake.InputThread;
import io.networkanalytics.forwarder.intake.OwedPackets;
import io.networkanalytics.forwarder.intake.Rejection;
import io.networkanalytics.forwarder.intake.SampleSink;
import io.networkanalytics.forwarder.observe.ForwarderMetrics;
import io.networkanalytics.forwarder.ship.ShippingStoppedException;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.SamplingMode;
import io.networkanalytics.model.packet.DecodeResult;
import io.networkanalytics.model.packet.LinkType;
import io.networkanalytics.model.packet.PacketDecoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Captures an interface, one thread. Packets that the kernel dropped because this did not keep up
 * are counted, and what they stood for is added to the intervals of the next samples.
 */
public final class LiveCaptureInput implements Input {

    private static final Logger LOG = LoggerFactory.getLogger(LiveCaptureInput.class);

    private static final int PARTS = 64;
    private static final long MAX_OWED_PACKETS = 1L << 48;
    private static final int DROPS_EVERY_PACKETS = 1024;
    private static final int REOPEN_SECONDS = 1;

    /** What a packet takes at least in the kernel's ring. */
    private static final int SMALLEST_SLOT_BYTES = 64;

    private final Exporter exporter;
    private final LiveCaptureSettings settings;
    private final SampleSink sink;
    private final Clock clock;
    private final RandomGenerator random;
    private final Counter packets;
    private final Counter kernelDrops;
    private final DecoderFaults faults;
    private final PacketDecoder decoder;
    private final PacketSample.Builder draft = PacketSample.newBuilder();
    private final OwedPackets owed = new OwedPackets(PARTS);
    private LiveCapture capture;
    private LinkType linkType;
    private InputThread thread;
    private long dropsSeen;
    private final CountDownLatch stopRequested = new CountDownLatch(1);

    /**
     * @param exporter of the samples
     * @param settings what to capture
     * @param withHeaderBytes whether samples carry the first bytes of the packet
     * @param sink takes samples and rejections
     * @param clock time of arrival
     * @param random chooses packets, where not all are kept
     * @param metrics counts
     */
    public LiveCaptureInput(
            Exporter exporter,
            LiveCaptureSettings settings,
            boolean withHeaderBytes,
            SampleSink sink,
            Clock clock,
            RandomGenerator random,
            ForwarderMetrics metrics) {
        this.exporter = exporter;
        this.settings = settings;
        this.sink = sink;
        this.clock = clock;
        this.random = random;
        this.decoder = new PacketDecoder(withHeaderBytes);
        this.packets = metrics.registry().counter(ForwarderMetrics.PACKETS_READ, "input", name());
        this.kernelDrops =
                metrics.registry().counter(ForwarderMetrics.KERNEL_DROPS, "input", name());
        this.faults = new DecoderFaults(name(), metrics);
    }

    @Override
    public String name() {
        return exporter.input().name();
    }

    @Override
    public void start() {
        try {
            capture = LiveCapture.open(settings);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "input "
                            + name()
                            + ": cannot capture interface "
                            + settings.interfaceName()
                            + ": "
                            + e.getMessage()
                            + ". Nothing of it is received",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while input " + name() + " starts", e);
        }
        linkType = LinkType.of(capture.pcapLinkType());
        thread = new InputThread(name(), this::run);
        thread.start();
        LOG.info(
                "input {}: capturing interface {}, 1 of {} packets is kept",
                name(),
                settings.interfaceName(),
                settings.sampleInterval());
    }

    @Override
    public void stop(Duration deadline) {
        stopRequested.countDown();
        if (thread != null) {
            thread.awaitStop(deadline);
            thread = null;
            capture.close();
        }
    }

    private void run() throws IOException, InterruptedException {
        while (!stopping()) {
            try {
                if (read(DROPS_EVERY_PACKETS) == 0) {
                    capture.await();
                }
                noteDrops();
            } catch (IOException e) {
                LOG.error(
                        "input {}: interface {} can be captured no more: {}. Nothing of it is received until it is"
                                + " back; it is tried every {} s",
                        name(),
                        settings.interfaceName(),
                        e.getMessage(),
                        REOPEN_SECONDS);
                reopen();
            }
        }
        // A block that is not full is handed over after its time; then what the ring holds at most.
        capture.await();
        read(settings.bufferBytes() / SMALLEST_SLOT_BYTES);
        noteDrops();
    }

    private boolean stopping() {
        return stopRequested.getCount() == 0;
    }

    private void reopen() throws InterruptedException {
        while (!stopRequested.await(REOPEN_SECONDS, TimeUnit.SECONDS)) {
            try {
                LiveCapture again = LiveCapture.open(settings);
                capture.close();
                capture = again;
                linkType = LinkType.of(capture.pcapLinkType());
                dropsSeen = 0;
                LOG.info(
                        "input {}: capturing interface {} again", name(), settings.interfaceName());
                return;
            } catch (IOException e) {
                LOG.debug("input {}: {}", name(), e.getMessage());
            }
        }
    }

    private int read(int atMost) throws IOException, InterruptedException {
        int read = 0;
        while (read < atMost && capture.next()) {
            read++;
            if (settings.sampleInterval() == 1 || random.nextInt(settings.sampleInterval()) == 0) {
                hand();
            }
        }
        packets.increment(read);
        return read;
    }

    private void noteDrops() throws IOException {
        long drops = capture.dropped() - dropsSeen;
        if (drops > 0) {
            dropsSeen += drops;
            kernelDrops.increment(drops);
            exporter.meters().lost("packets", drops);
            // Lost before any choice: each stood for itself.
            owed.owe(drops, MAX_OWED_PACKETS);
        }
    }

    private void hand() throws InterruptedException {
        try {
            decode();
        } catch (ShippingStoppedException e) {
            throw e;
        } catch (RuntimeException e) {
            faults.note(capture.capturedLength(), e);
        }
    }

    private void decode() throws InterruptedException {
        Instant now = clock.instant();
        long receivedAtNanos = now.getEpochSecond() * 1_000_000_000 + now.getNano();
        draft.clear();
        DecodeResult result =
                decoder.decode(
                        linkType,
                        capture.bytes(),
                        0,
                        capture.capturedLength(),
                        capture.originalLength(),
                        draft);
        if (result.malformed()) {
            sink.reject(exporter, rejection(result, receivedAtNanos));
            return;
        }
        long interval = owed.addTo(settings.sampleInterval());
        draft.setSampleInterval((int) interval)
                .setSamplingMode(interval == 1 ? SamplingMode.UNSAMPLED : SamplingMode.RANDOM)
                .setObservedAtNanos(capture.timestampNanos())
                .setReceivedAtNanos(receivedAtNanos)
                .setDirection(settings.direction().ofSamples);
        switch (settings.direction()) {
            case IN -> draft.setIngressInterface(settings.interfaceName());
            case OUT -> draft.setEgressInterface(settings.interfaceName());
            case BOTH -> draft.putMetadata("interface", settings.interfaceName());
        }
        sink.accept(exporter, draft, Acknowledgement.NONE);
    }

    private Rejection rejection(DecodeResult result, long receivedAtNanos) {
        return new Rejection(
                result.text().replace(' ', '_'),
                "link type "
                        + capture.pcapLinkType()
                        + ", "
                        + capture.capturedLength()
                        + " of "
                        + capture.originalLength()
                        + " bytes captured",
                settings.interfaceName(),
                receivedAtNanos,
                capture.bytes(),
                0,
                capture.capturedLength());
    }
}
