package io.networkanalytics.forwarder.udp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.networkanalytics.forwarder.observe.ForwarderMetrics;
import io.networkanalytics.forwarder.observe.MetricMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class UdpInputTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Clock CLOCK =
            Clock.fixed(Instant.ofEpochSecond(1_800_000_000, 5), ZoneOffset.UTC);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final TestingHandler handler = new TestingHandler();
    private UdpInput input;

    @AfterEach
    void stop() {
        if (input != null) {
            input.stop(PATIENCE);
        }
    }

    @Test
    void datagramsArriveWithSenderAndTime() throws Exception {
        start(new UdpSettings(new InetSocketAddress("127.0.0.1", 0), 1, 1 << 20));
        send(new byte[] {1, 2, 3}, new byte[0], new byte[65_507]);
        handler.await(3);
        assertEquals(
                List.of(
                        "3 bytes of 127.0.0.1 at 1800000000000000005",
                        "0 bytes of 127.0.0.1 at 1800000000000000005",
                        "65507 bytes of 127.0.0.1 at 1800000000000000005"),
                handler.seen());
        assertEquals(
                Map.of(
                        "forwarder.datagrams.received input=sf",
                        3L,
                        "forwarder.datagram.bytes.received input=sf",
                        65_510L),
                MetricMap.of(registry));
    }

    @Test
    void sendersAreSpreadOverSocketsOfOnePort() throws Exception {
        int port = freePort();
        start(new UdpSettings(new InetSocketAddress("127.0.0.1", port), 4, 65_536));
        for (int i = 0; i < 64; i++) {
            send(new byte[] {(byte) i});
        }
        handler.await(64);
        assertTrue(
                handler.threads().size() > 1,
                () -> "64 senders on one of four sockets: " + handler.threads());
        assertTrue(Set.of("sf-0", "sf-1", "sf-2", "sf-3").containsAll(handler.threads()));
    }

    @Test
    void stopHandsOnWhatTheKernelHolds() throws Exception {
        handler.gate = new CountDownLatch(1);
        start(new UdpSettings(new InetSocketAddress("127.0.0.1", 0), 1, 1 << 20));
        byte[][] datagrams = new byte[500][100];
        send(datagrams);
        Thread stopper = new Thread(this::stop);
        stopper.start();
        handler.gate.countDown();
        stopper.join();
        assertEquals(500, handler.seen().size());
    }

    @Test
    void decoderThatBreaksLosesOneDatagramNotTheSocket() throws Exception {
        handler.breakOn = 2;
        start(new UdpSettings(new InetSocketAddress("127.0.0.1", 0), 1, 1 << 20));
        send(new byte[1], new byte[2], new byte[3]);
        handler.await(2);
        assertEquals(1, MetricMap.of(registry).get("forwarder.handler.errors input=sf"));
    }

    @Test
    void kernelDropsAreCounted() throws Exception {
        handler.gate = new CountDownLatch(1);
        start(new UdpSettings(new InetSocketAddress("127.0.0.1", 0), 1, 4096));
        int sent = 2000;
        System.gc(); // a registry refers weakly to what it asks
        send(new byte[sent][1000]);
        // The handler is held, so the buffer is full and stays so: the number is final.
        long dropped = (long) registry.get(ForwarderMetrics.KERNEL_DROPS).functionCounter().count();
        assertTrue(dropped > sent / 2, dropped + " of " + sent + " in a buffer of 4096 bytes");
        handler.gate.countDown();
        handler.await((int) (sent - dropped));
        stop();
        assertEquals(sent, dropped + handler.seen().size());
    }

    @Test
    void anInputThatReplacesAnotherCountsItsOwnDrops() throws Exception {
        start(new UdpSettings(new InetSocketAddress("127.0.0.1", 0), 1, 65_536));
        UdpInput replaced = input;
        kernelDropsAreCounted();
        replaced.stop(PATIENCE);
    }

    @Test
    void addressInUseIsSaid() throws Exception {
        try (DatagramSocket other = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0))) {
            UdpInput second =
                    input(
                            new UdpSettings(
                                    new InetSocketAddress("127.0.0.1", other.getLocalPort()),
                                    1,
                                    65_536));
            UncheckedIOException e = assertThrows(UncheckedIOException.class, second::start);
            assertTrue(e.getMessage().contains("input sf: cannot listen on udp"), e.getMessage());
        }
    }

    private void start(UdpSettings settings) {
        input = input(settings);
        input.start();
    }

    private UdpInput input(UdpSettings settings) {
        return new UdpInput("sf", settings, () -> handler, CLOCK, new ForwarderMetrics(registry));
    }

    private void send(byte[]... datagrams) throws IOException {
        try (DatagramChannel channel = DatagramChannel.open()) {
            for (byte[] datagram : datagrams) {
                channel.send(ByteBuffer.wrap(datagram), input.localAddress());
            }
        }
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Keeps what came; may hold the first until a gate opens. */
    private static final class TestingHandler implements DatagramHandler {
        private final List<String> seen = new ArrayList<>();
        private final Set<String> threads = new TreeSet<>();
        private volatile CountDownLatch gate = new CountDownLatch(0);
        private volatile int breakOn = -1;

        @Override
        public void handle(
                byte[] buffer,
                int offset,
                int length,
                InetSocketAddress sender,
                long receivedAtNanos)
                throws InterruptedException {
            gate.await();
            if (length == breakOn) {
                throw new IllegalStateException("broken for the test");
            }
            synchronized (this) {
                seen.add(
                        length
                                + " bytes of "
                                + sender.getAddress().getHostAddress()
                                + " at "
                                + receivedAtNanos);
                threads.add(Thread.currentThread().getName());
                notifyAll();
            }
        }

        synchronized void await(int count) throws InterruptedException {
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (seen.size() < count) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    throw new AssertionError(
                            "waited for " + count + " datagrams, have " + seen.size());
                }
                wait(left / 1_000_000 + 1);
            }
        }

        synchronized List<String> seen() {
            return List.copyOf(seen);
        }

        synchronized Set<String> threads() {
            return new TreeSet<>(threads);
        }
    }
}
