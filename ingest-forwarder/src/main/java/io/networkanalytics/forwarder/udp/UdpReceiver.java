package io.networkanalytics.forwarder.udp;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.networkanalytics.forwarder.observe.ForwarderMetrics;
import io.networkanalytics.forwarder.ship.ShippingStoppedException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One socket, one thread, one reused buffer.
 *
 * <p>A plain {@link DatagramChannel} and no framework: a datagram carries several samples, so that
 * decoding and encoding them costs far more than one system call a datagram, and the handler works
 * on the very array that was received into.
 */
final class UdpReceiver {

    private static final Logger LOG = LoggerFactory.getLogger(UdpReceiver.class);
    private static final int MAX_DATAGRAM_BYTES = 65_535;
    private static final int ROUND_DATAGRAMS = 4096;

    /** What the kernel charges at least for a queued datagram. */
    private static final int SMALLEST_DATAGRAM_BYTES = 256;

    private final DatagramChannel channel;
    private final Selector selector;
    private final InetSocketAddress localAddress;
    private volatile DatagramHandler handler;
    private final Clock clock;
    private final Thread thread;
    private final ByteBuffer buffer = ByteBuffer.allocate(MAX_DATAGRAM_BYTES);
    private final Counter datagrams;
    private final Counter bytes;
    private final Counter handlerErrors;
    private final int receiveBufferBytes;
    private volatile boolean stopping;

    UdpReceiver(
            String threadName,
            UdpSettings settings,
            DatagramHandler handler,
            Clock clock,
            String inputName,
            MeterRegistry registry)
            throws IOException {
        this.handler = handler;
        this.clock = clock;
        this.datagrams = registry.counter(ForwarderMetrics.DATAGRAMS_RECEIVED, "input", inputName);
        this.bytes = registry.counter(ForwarderMetrics.DATAGRAM_BYTES_RECEIVED, "input", inputName);
        this.handlerErrors = registry.counter(ForwarderMetrics.HANDLER_ERRORS, "input", inputName);
        this.receiveBufferBytes = settings.receiveBufferBytes();
        this.thread = new Thread(this::run, threadName);
        this.channel = DatagramChannel.open();
        this.selector = Selector.open();
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEPORT, settings.sockets() > 1);
            channel.setOption(StandardSocketOptions.SO_RCVBUF, settings.receiveBufferBytes());
            channel.bind(settings.listen());
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            this.localAddress = (InetSocketAddress) channel.getLocalAddress();
            int granted = channel.getOption(StandardSocketOptions.SO_RCVBUF);
            if (granted < settings.receiveBufferBytes()) {
                LOG.warn(
                        "input {}: the kernel grants a receive buffer of {} bytes, not {}: bursts are lost sooner"
                                + " (forwarder_kernel_drops_total). Raise net.core.rmem_max.",
                        inputName,
                        granted,
                        settings.receiveBufferBytes());
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    InetSocketAddress localAddress() {
        return localAddress;
    }

    /** From the next datagram on. */
    void handler(DatagramHandler next) {
        handler = next;
    }

    void start() {
        thread.start();
    }

    /** What the kernel already queued is still read; then the socket closes. */
    void beginStop() {
        stopping = true;
        selector.wakeup();
    }

    void awaitStop(Duration deadline) {
        try {
            thread.join(Math.max(1, deadline.toMillis()));
            if (thread.isAlive()) {
                LOG.warn(
                        "{}: gave up after {}; what its socket still held is lost",
                        thread.getName(),
                        deadline);
                thread.interrupt();
                thread.join();
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
        close();
    }

    private void run() {
        try {
            while (!stopping) {
                selector.select();
                selector.selectedKeys().clear();
                receive(ROUND_DATAGRAMS);
            }
            // Bounded by what the buffer can hold: senders that go on must not keep the input
            // alive.
            receive(receiveBufferBytes / SMALLEST_DATAGRAM_BYTES);
        } catch (InterruptedException e) {
            LOG.debug("{} interrupted", thread.getName());
        } catch (ShippingStoppedException e) {
            LOG.warn("{} ends: {}", thread.getName(), e.getMessage());
        } catch (IOException e) {
            LOG.error(
                    "{} ends, its datagrams are lost from now on: {}",
                    thread.getName(),
                    e.toString());
        } finally {
            close();
        }
    }

    private void receive(int atMost) throws IOException, InterruptedException {
        for (int i = 0; i < atMost; i++) {
            buffer.clear();
            SocketAddress sender = channel.receive(buffer);
            if (sender == null) {
                return;
            }
            datagrams.increment();
            bytes.increment(buffer.position());
            Instant now = clock.instant();
            long nanos = now.getEpochSecond() * 1_000_000_000 + now.getNano();
            handle((InetSocketAddress) sender, nanos);
        }
    }

    private void handle(InetSocketAddress sender, long receivedAtNanos)
            throws InterruptedException {
        try {
            handler.handle(buffer.array(), 0, buffer.position(), sender, receivedAtNanos);
        } catch (ShippingStoppedException e) {
            throw e;
        } catch (RuntimeException e) {
            // A fault of ours. One datagram is lost by it, not the socket; the log gets the first.
            if (handlerErrors.count() == 0) {
                LOG.error(
                        "{}: a datagram of {} bytes from {} broke the decoder and is lost; further ones are"
                                + " counted in forwarder_handler_errors_total",
                        thread.getName(),
                        buffer.position(),
                        sender,
                        e);
            }
            handlerErrors.increment();
        }
    }

    private void close() {
        try {
            channel.close();
            selector.close();
        } catch (IOException e) {
            LOG.debug("closing {}: {}", thread.getName(), e.toString());
        }
    }
}
