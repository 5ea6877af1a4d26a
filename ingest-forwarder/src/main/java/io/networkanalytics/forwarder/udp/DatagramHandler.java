package io.networkanalytics.forwarder.udp;

import java.net.InetSocketAddress;

/** Decodes datagrams. One handler a receiving thread: it may keep buffers and cursors. */
public interface DatagramHandler {

    /**
     * Takes one datagram. Malformed ones are counted and kept by the handler; nothing escapes.
     *
     * @param buffer holds it; belongs to the caller and is overwritten afterwards
     * @param offset of its first byte
     * @param length of it, 0 or more
     * @param sender address and port that it came from
     * @param receivedAtNanos when, nanoseconds since 1970
     * @throws InterruptedException if the forwarder stops while this waits for room
     */
    void handle(
            byte[] buffer, int offset, int length, InetSocketAddress sender, long receivedAtNanos)
            throws InterruptedException;
}
