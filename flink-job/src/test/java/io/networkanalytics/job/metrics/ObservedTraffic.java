package io.networkanalytics.job.metrics;

import io.networkanalytics.forwarder.Forwarder;
import io.networkanalytics.forwarder.config.ConfigReader;
import io.networkanalytics.forwarder.spool.SpoolShippers;
import io.networkanalytics.forwarder.udp.UdpInput;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;

/**
 * A real forwarder and one exporter of NetFlow version 5 that sends to it: flows, of which the
 * network loses some, and now and then a datagram that is none.
 */
final class ObservedTraffic implements AutoCloseable {

    private static final int FLOWS = 3;

    private final Forwarder forwarder;
    private final DatagramSocket socket;
    private int datagrams;

    ObservedTraffic(Path dir, String kafka, Clock clock) throws IOException {
        Path file =
                Files.writeString(
                        dir.resolve("forwarder.yaml"),
                        """
                        http: 127.0.0.1:0
                        kafka: {bootstrapServers: "%s"}
                        spool: {directory: "%s"}
                        adaptive: {samplesPerSecond: 1000000}
                        inputs:
                          - {type: netflow, listen: "127.0.0.1:0", sockets: 1, deadLettersPerSecond: 10}
                        """
                                .formatted(kafka, dir.resolve("spool")));
        var config = ConfigReader.read(file);
        forwarder =
                new Forwarder(
                        config,
                        (metrics, fatal) ->
                                SpoolShippers.open(
                                        config.spool(),
                                        config.kafka(),
                                        Duration.ofSeconds(30),
                                        metrics,
                                        clock,
                                        new Random(1),
                                        fatal),
                        clock);
        forwarder.start();
        socket = new DatagramSocket();
    }

    /** {@code HOST:PORT} of the forwarder's metrics. */
    String metrics() {
        return "127.0.0.1:" + forwarder.httpAddress().getPort();
    }

    /**
     * Sends the next datagrams.
     *
     * @param nowSeconds observed at
     */
    void send(long nowSeconds) throws IOException {
        int sequence = datagrams++ * FLOWS;
        if (datagrams % 4 == 0) {
            send(ByteBuffer.allocate(7).putShort((short) 5));
        } else {
            send(flows(nowSeconds, sequence));
        }
    }

    private void send(ByteBuffer datagram) throws IOException {
        var to = ((UdpInput) forwarder.inputs().get(0)).localAddress();
        socket.send(new DatagramPacket(datagram.array(), datagram.array().length, to));
    }

    private static ByteBuffer flows(long nowSeconds, int sequence) {
        ByteBuffer datagram = ByteBuffer.allocate(24 + FLOWS * 48);
        datagram.putShort((short) 5).putShort((short) FLOWS).putInt(1000);
        datagram.putInt((int) nowSeconds).putInt(0).putInt(sequence).putInt(0);
        for (int i = 0; i < FLOWS; i++) {
            int at = 24 + i * 48;
            datagram.putInt(at, 0xC633_6407).putInt(at + 4, 0xCB00_7109);
            datagram.putInt(at + 16, 1).putInt(at + 20, 100).putInt(at + 28, 1000);
            datagram.putShort(at + 32, (short) 4000).putShort(at + 34, (short) (443 + i));
            datagram.put(at + 37, (byte) 2).put(at + 38, (byte) 6);
        }
        return datagram;
    }

    @Override
    public void close() {
        socket.close();
        forwarder.stop();
    }
}
