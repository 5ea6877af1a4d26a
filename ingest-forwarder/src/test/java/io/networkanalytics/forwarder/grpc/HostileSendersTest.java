package io.networkanalytics.forwarder.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status;
import io.networkanalytics.forwarder.handin.TestingHandIn;
import io.networkanalytics.forwarder.observe.ForwarderMetrics;
import io.networkanalytics.forwarder.ship.HoldingShipper;
import io.networkanalytics.model.PacketSample;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Senders that mean no good, or are broken: what they can take is bounded, counted, and comes back.
 */
@Timeout(120)
class HostileSendersTest {

    private static final int WINDOW = 100;
    private static final int MAX_STREAMS = 2;
    private static final int MAX_CONNECTIONS = 20;
    private static final long PATIENCE_NANOS = 30_000_000_000L;

    private final HoldingShipper shipper = new HoldingShipper(4);
    private final TestingHandIn testing = new TestingHandIn(shipper);
    private final GrpcInput input = start();

    @AfterEach
    void stop() {
        shipper.release();
        input.stop(Duration.ofSeconds(5));
    }

    @Test
    void connectionsBeyondTheBoundAreClosedAndCounted() throws Exception {
        shipper.release();
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < MAX_CONNECTIONS; i++) {
                sockets.add(silent());
            }
            for (int i = 0; i < 1_000; i++) {
                try (Socket socket = silent()) {
                    assertEquals(-1, read(socket), "connection " + i + " beyond the bound");
                }
            }
            assertEquals(1_000, refused());
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
        // Those that are gone give their places back.
        awaitServed();
    }

    @Test
    void whatIsNotHttp2IsClosed() throws Exception {
        try (Socket socket = silent()) {
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\n\r\n".repeat(10).getBytes(StandardCharsets.UTF_8));
            while (read(socket) >= 0) {
                assertTrue(!socket.isClosed());
            }
        }
    }

    @Test
    void sendersThatVanishGiveTheirStreamsBack() throws Exception {
        for (int i = 0; i < 10 * MAX_STREAMS; i++) {
            try (TestingSender sender = new TestingSender(input.localAddress())) {
                // Held by Kafka: nothing of it is settled when its connection is reset.
                sender.samples.onNext(numbered(i + 1, 1));
                sender.awaitEndOrAcknowledged(0);
            }
        }
        awaitServed();
    }

    /** The forwarder neither keeps what it cannot tell, nor takes more than its window. */
    @Test
    void whoNeverReadsAcknowledgementsIsNotReadAnyMore() throws Exception {
        shipper.release();
        try (DeafSender sender = new DeafSender(input.localAddress())) {
            long sent = 0;
            while (sender.awaitReady()) {
                sender.send(numbered(1, ++sent));
                assertTrue(sent < 1_000_000, "a million samples, and it is still read");
            }
            long taken = shipper.samples().size();
            assertTrue(taken >= WINDOW && taken <= sent, taken + " of " + sent);
            sender.hear();
            awaitTrue("all " + sent, sent, () -> shipper.samples().size());
        }
    }

    private interface Count {
        long now();
    }

    private static void awaitTrue(String what, long wanted, Count count) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (count.now() < wanted) {
            assertTrue(System.nanoTime() < end, () -> "waited for " + what + ", is " + count.now());
            Thread.onSpinWait();
        }
    }

    /** A sender finds a place, sooner or later. */
    private void awaitServed() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            try (TestingSender sender = new TestingSender(input.localAddress())) {
                if (sender.awaitEndOrAcknowledged(0) == Status.Code.OK) {
                    return;
                }
                assertTrue(System.nanoTime() < end, "no place is free again");
            }
        }
    }

    private long refused() {
        return (long)
                testing.metrics()
                        .registry()
                        .get(ForwarderMetrics.CONNECTIONS_REFUSED)
                        .counter()
                        .count();
    }

    private Socket silent() throws IOException {
        InetSocketAddress address = input.localAddress();
        Socket socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    /** A byte, or -1 for the end, however it comes. */
    private static int read(Socket socket) {
        try {
            return socket.getInputStream().read();
        } catch (IOException e) {
            return -1;
        }
    }

    private GrpcInput start() {
        GrpcInput started =
                new GrpcInput(
                        "in",
                        new GrpcSettings(
                                new InetSocketAddress("127.0.0.1", 0),
                                Optional.empty(),
                                Optional.empty(),
                                1_000,
                                WINDOW,
                                MAX_STREAMS,
                                MAX_CONNECTIONS),
                        testing.handIn(),
                        testing.metrics());
        started.start();
        return started;
    }

    private static PacketSample numbered(long epoch, long sequence) {
        return PacketSample.newBuilder()
                .setExporterId("x".repeat(200))
                .setEpochMicros(epoch)
                .setSequence(sequence)
                .build();
    }
}
