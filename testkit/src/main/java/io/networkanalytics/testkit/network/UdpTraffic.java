package io.networkanalytics.testkit.network;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Sends what a {@link UdpFlows} says; started in a namespace of its own. */
final class UdpTraffic {

    private UdpTraffic() {}

    /** Arguments: the components of {@link UdpFlows}, destinations with commas between them. */
    public static void main(String[] args) throws IOException {
        UdpFlows flows =
                new UdpFlows(
                        List.of(args[0].split(",", -1)),
                        Integer.parseInt(args[1]),
                        Integer.parseInt(args[2]),
                        Integer.parseInt(args[3]),
                        Integer.parseInt(args[4]));
        long gapNanos = 1_000_000_000L / flows.datagramsPerSecond();
        ByteBuffer payload = ByteBuffer.allocate(UdpFlows.MAX_PAYLOAD_BYTES);
        int cycle = flows.ports() * flows.destinations().size();
        InetSocketAddress[] targets = new InetSocketAddress[cycle];
        for (int i = 0; i < cycle; i++) {
            targets[i] = flows.target(i);
        }
        try (DatagramChannel channel = DatagramChannel.open()) {
            long start = System.nanoTime();
            for (int i = 0; i < flows.datagrams(); i++) {
                long early = start + i * gapNanos - System.nanoTime();
                if (early > 0) {
                    LockSupport.parkNanos(early);
                }
                channel.send(payload.clear().limit(flows.payloadBytes(i)), targets[i % cycle]);
            }
        }
    }
}
