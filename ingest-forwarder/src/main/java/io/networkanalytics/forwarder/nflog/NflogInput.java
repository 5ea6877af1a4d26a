package io.networkanalytics.forwarder.nflog;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.networkanalytics.forwarder.Input;
import io.networkanalytics.forwarder.intake.DecoderFaults;
import io.networkanalytics.forwarder.intake.Exporter;
import io.networkanalytics.forwarder.intake.InputThread;
import io.networkanalytics.forwarder.intake.SampleSink;
import io.networkanalytics.forwarder.linux.Libc;
import io.networkanalytics.forwarder.observe.ForwarderMetrics;
import io.networkanalytics.forwarder.ship.ShippingStoppedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens to a group of netfilter's log, one socket and one thread. */
public final class NflogInput implements Input {

    private static final Logger LOG = LoggerFactory.getLogger(NflogInput.class);
    private static final int GATHERED_BYTES = 64 * 1024;

    private final Exporter exporter;
    private final NflogSettings settings;
    private final MarkBits marks;
    private final boolean withHeaderBytes;
    private final SampleSink sink;
    private final Clock clock;
    private final NflogRequests requests;
    private final ByteBuffer buffer =
            ByteBuffer.allocate(NetlinkSocket.MAX_READ_BYTES).order(ByteOrder.nativeOrder());
    private final Counter datagrams;
    private final Counter bytes;
    private final Counter overruns;
    private final DecoderFaults faults;
    private NetlinkSocket socket;
    private NetlinkDatagram decoder;
    private InputThread thread;
    private volatile boolean stopping;

    /**
     * @param exporter of the samples
     * @param settings what to listen to
     * @param marks what marks mean
     * @param withHeaderBytes whether samples carry the first bytes of the packet
     * @param sink takes samples and rejections
     * @param clock time of arrival
     * @param metrics counts
     */
    public NflogInput(
            Exporter exporter,
            NflogSettings settings,
            MarkBits marks,
            boolean withHeaderBytes,
            SampleSink sink,
            Clock clock,
            ForwarderMetrics metrics) {
        this.exporter = exporter;
        this.settings = settings;
        this.marks = marks;
        this.withHeaderBytes = withHeaderBytes;
        this.sink = sink;
        this.clock = clock;
        this.requests = new NflogRequests(settings.group(), ByteOrder.nativeOrder());
        this.faults = new DecoderFaults(name(), metrics);
        MeterRegistry registry = metrics.registry();
        this.datagrams = registry.counter(ForwarderMetrics.DATAGRAMS_RECEIVED, "input", name());
        this.bytes = registry.counter(ForwarderMetrics.DATAGRAM_BYTES_RECEIVED, "input", name());
        this.overruns = registry.counter(ForwarderMetrics.RECEIVE_OVERRUNS, "input", name());
    }

    @Override
    public String name() {
        return exporter.input().name();
    }

    @Override
    public void start() {
        try {
            socket = NetlinkSocket.open(settings.networkNamespace(), settings.receiveBufferBytes());
            configure();
        } catch (IOException e) {
            close();
            throw new UncheckedIOException(
                    "input "
                            + name()
                            + ": cannot listen to NFLOG group "
                            + settings.group()
                            + ": "
                            + e.getMessage()
                            + ". Nothing of it is received",
                    e);
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while input " + name() + " starts", e);
        }
        decoder =
                new NetlinkDatagram(
                        new NflogDecoder(
                                exporter,
                                marks,
                                new KernelInterfaceNames(socket.fd(), clock),
                                new NflogSequence(0),
                                withHeaderBytes,
                                sink),
                        ByteOrder.nativeOrder());
        thread = new InputThread(name(), this::run);
        thread.start();
        LOG.info(
                "input {}: listening to NFLOG group {}{}",
                name(),
                settings.group(),
                settings.networkNamespace().isEmpty()
                        ? ""
                        : " of network namespace " + settings.networkNamespace());
    }

    @Override
    public void stop(Duration deadline) {
        stopping = true;
        if (thread != null) {
            thread.awaitStop(deadline);
        }
        close();
    }

    private void configure() throws IOException {
        // Numbered before it is bound is not possible, but nothing was logged to it before either:
        // what comes between has no number, and is not missed.
        check(requests.bind(), "bind to it");
        check(requests.numberMessages(), "have its messages numbered");
        check(requests.copyPackets(settings.copyRange()), "have packets copied");
        check(requests.bufferSize(GATHERED_BYTES), "set its buffer");
        check(requests.queueThreshold(settings.queueThreshold()), "set its queue threshold");
        check(requests.timeout(settings.queueTimeoutMillis()), "set its timeout");
    }

    private void check(byte[] request, String what) throws IOException {
        int error = socket.request(request);
        if (error == 0) {
            return;
        }
        // Without CAP_NET_ADMIN the socket's buffer would have been refused before.
        String remedy =
                switch (error) {
                    case Libc.EPERM, Libc.EBUSY ->
                            "; another program listens to it: end that one (see"
                                    + " /proc/net/netfilter/nfnetlink_log) or log to another group";
                    default -> "; is the kernel module nfnetlink_log there?";
                };
        throw new IOException("cannot " + what + ": " + Libc.error(error) + remedy);
    }

    private void run() throws IOException, InterruptedException {
        while (!stopping) {
            receive(true);
        }
        // The kernel hands over what it has gathered and logs no more for us: the rest is finite.
        socket.send(requests.unbind());
        while (receive(false)) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    private boolean receive(boolean wait) throws IOException, InterruptedException {
        int length = socket.receive(buffer.array(), wait);
        if (length == NetlinkSocket.OVERRUN) {
            overruns.increment();
            return true;
        }
        if (length == NetlinkSocket.NOTHING) {
            return false;
        }
        datagrams.increment();
        bytes.increment(length);
        Instant now = clock.instant();
        try {
            decoder.handle(buffer, length, now.getEpochSecond() * 1_000_000_000 + now.getNano());
        } catch (ShippingStoppedException e) {
            throw e;
        } catch (RuntimeException e) {
            faults.note(length, e);
        }
        return true;
    }

    private void close() {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }
}
