package io.networkanalytics.forwarder.exporters;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.locks.LockSupport;

/** Sends UDP datagrams of 100 bytes at an even rate; started in a namespace of its own. */
final class UdpTraffic {

    private UdpTraffic() {}

    /** Arguments: host, port, number of datagrams, datagrams a second. */
    public static void main(String[] args) throws IOException {
        InetSocketAddress target = new InetSocketAddress(args[0], Integer.parseInt(args[1]));
        int count = Integer.parseInt(args[2]);
        long gapNanos = 1_000_000_000L / Integer.parseInt(args[3]);
        ByteBuffer payload = ByteBuffer.allocate(100);
        try (DatagramChannel channel = DatagramChannel.open()) {
            long start = System.nanoTime();
            for (int i = 0; i < count; i++) {
                long early = start + i * gapNanos - System.nanoTime();
                if (early > 0) {
                    LockSupport.parkNanos(early);
                }
                channel.send(payload.clear(), target);
            }
        }
    }
}
