package io.networkanalytics.forwarder.live;

import io.networkanalytics.forwarder.Input;
import io.networkanalytics.forwarder.capture.CaptureFormatException;
import io.networkanalytics.forwarder.capture.CaptureReader;
import io.networkanalytics.forwarder.capture.CapturedPacket;
import io.networkanalytics.forwarder.intake.Exporter;
import io.networkanalytics.forwarder.intake.InputThread;
import io.networkanalytics.forwarder.intake.SampleSink;
import io.networkanalytics.forwarder.nflog.MarkBits;
import io.networkanalytics.forwarder.observe.ForwarderMetrics;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a pcap or pcapng stream while another program writes it: {@code tcpdump -U -w -} into
 * standard input, or into a named pipe. When a writer of a named pipe ends, this waits for the next
 * one; standard input ends once. What the writer itself lost, no stream tells.
 */
public final class PcapStreamInput implements Input {

    private static final Logger LOG = LoggerFactory.getLogger(PcapStreamInput.class);

    private static final Duration QUIET = Duration.ofMillis(200);
    private static final Duration LONGEST_REST = Duration.ofSeconds(2);

    private final Exporter exporter;
    private final PcapStreamSettings settings;
    private final StreamedPackets packets;
    private InputThread thread;
    private final AtomicLong packetsRead = new AtomicLong();
    private volatile boolean stopping;

    /**
     * @param exporter of the samples
     * @param settings what to read
     * @param marks what the marks of netfilter's log messages mean
     * @param withHeaderBytes whether samples carry the first bytes of the packet
     * @param sink takes samples and rejections
     * @param clock time of arrival
     * @param metrics counts
     */
    public PcapStreamInput(
            Exporter exporter,
            PcapStreamSettings settings,
            MarkBits marks,
            boolean withHeaderBytes,
            SampleSink sink,
            Clock clock,
            ForwarderMetrics metrics) {
        this.exporter = exporter;
        this.settings = settings;
        this.packets =
                new StreamedPackets(
                        exporter,
                        settings.sampleInterval(),
                        marks,
                        withHeaderBytes,
                        sink,
                        clock,
                        metrics);
    }

    @Override
    public String name() {
        return exporter.input().name();
    }

    @Override
    public void start() {
        if (!settings.isStandardInput()
                && (!Files.exists(settings.file()) || Files.isRegularFile(settings.file()))) {
            throw new UncheckedIOException(
                    new IOException(
                            "input "
                                    + name()
                                    + ": "
                                    + settings.file()
                                    + " is no named pipe. Nothing of it is received. Make one with"
                                    + " mkfifo; a file is read by bin/forwarder replay"));
        }
        thread = new InputThread(name(), this::run);
        thread.start();
        LOG.info("input {}: reading captures from {}", name(), settings.file());
    }

    /** What its writer wrote before is read, as long as it is not more than a moment's worth. */
    @Override
    public void stop(Duration deadline) {
        stopping = true;
        if (thread == null) {
            return;
        }
        Duration rest = deadline.compareTo(LONGEST_REST) < 0 ? deadline : LONGEST_REST;
        long end = System.nanoTime() + rest.toNanos();
        long before = -1;
        while (before != packetsRead.get() && System.nanoTime() < end) {
            before = packetsRead.get();
            if (thread.ended(QUIET)) {
                return;
            }
        }
        releaseOpen();
        thread.interruptAndAwait();
    }

    private void run() throws InterruptedException {
        do {
            try (PipeStream pipe = open()) {
                while (pipe.awaitBytes(() -> stopping || settings.isStandardInput())) {
                    readCapture(pipe);
                }
            } catch (ClosedChannelException e) {
                LOG.debug("input {}: closed while it waited", name());
                return;
            } catch (CaptureFormatException e) {
                // Closed, so that its writer ends, too.
                note("broken_capture", e);
            } catch (IOException e) {
                exporter.meters().malformed("unreadable_capture");
                LOG.error("input {}: {} cannot be read: {}", name(), settings.file(), e.toString());
                return;
            }
        } while (!stopping && !settings.isStandardInput());
    }

    /** The pipe outlives its writer: see {@link PipeStream#awaitBytes}. */
    @SuppressWarnings("resource")
    private void readCapture(PipeStream pipe) throws IOException, InterruptedException {
        try {
            CaptureReader capture = CaptureReader.open(pipe, settings.file().toString());
            CapturedPacket packet;
            while ((packet = capture.next()) != null) {
                packets.hand(packet);
                packetsRead.incrementAndGet();
            }
            LOG.info("input {}: the writer of {} ended", name(), settings.file());
        } catch (CaptureFormatException e) {
            if (!e.truncated()) {
                throw e;
            }
            note("truncated_capture", e);
        }
    }

    private void note(String reason, CaptureFormatException fault) {
        if (!stopping) {
            exporter.meters().malformed(reason);
            LOG.warn("input {}: {}", name(), fault.getMessage());
        }
    }

    /** Waits for a writer. */
    private PipeStream open() throws IOException {
        return new PipeStream(
                settings.isStandardInput()
                        ? standardInput()
                        : FileChannel.open(settings.file(), StandardOpenOption.READ));
    }

    @SuppressWarnings("resource") // the channel closes it
    private static FileChannel standardInput() {
        return new FileInputStream(FileDescriptor.in).getChannel();
    }

    /** Opening a named pipe waits for its other end, and nothing but that can end the wait. */
    private void releaseOpen() {
        if (settings.isStandardInput()) {
            return;
        }
        try (FileChannel both =
                FileChannel.open(
                        settings.file(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            LOG.debug("input {}: released by {}", name(), both);
        } catch (IOException e) {
            LOG.debug("input {}: cannot open {}: {}", name(), settings.file(), e.toString());
        }
    }
}
