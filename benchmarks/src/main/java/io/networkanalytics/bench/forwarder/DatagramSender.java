package io.networkanalytics.bench.forwarder;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * An exporter that sends the same datagrams again and again, numbered on, so that none is a repeat,
 * as fast as the loopback takes them or at a given rate.
 */
final class DatagramSender implements AutoCloseable {

    private final Protocol protocol;
    private final List<ByteBuffer> datagrams;
    private final DatagramChannel channel;
    private final InetSocketAddress to;
    private int sequence = 1;

    DatagramSender(Protocol protocol, List<byte[]> datagrams, InetSocketAddress to)
            throws IOException {
        this.protocol = protocol;
        this.to = to;
        this.datagrams =
                datagrams.stream()
                        .map(bytes -> ByteBuffer.allocateDirect(bytes.length).put(bytes).flip())
                        .toList();
        // One port for the whole run: to a collector, another one would be another exporter. Not
        // connected, so that a collector that is not there is no error here.
        channel = DatagramChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
    }

    /**
     * Sends for a while.
     *
     * @param rate datagrams a second; 0: as many as there can be
     * @return how many
     */
    long send(Duration time, int rate) throws IOException {
        long began = System.nanoTime();
        long end = began + time.toNanos();
        long sent = 0;
        while (System.nanoTime() < end) {
            for (ByteBuffer datagram : datagrams) {
                if (rate > 0) {
                    long due = began + sent * 1_000_000_000 / rate;
                    LockSupport.parkNanos(Math.max(0, due - System.nanoTime()));
                }
                datagram.putInt(protocol.sequenceAt(datagram), sequence++);
                datagram.rewind();
                channel.send(datagram, to);
                sent++;
                if (rate > 0 && System.nanoTime() > end) {
                    break;
                }
            }
        }
        return sent;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
