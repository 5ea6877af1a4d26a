package io.networkanalytics.forwarder.nflog;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What one read from a netlink socket gives: messages of length (32 bits, with its own header of 16
 * bytes), type, flags, sequence and port, padded to 4, in the byte order of the host.
 */
public final class NetlinkDatagram {

    static final int HEADER_LENGTH = 16;
    static final String BAD_MESSAGE_LENGTH = "bad_message_length";

    /** Netlink's answer to a request: an error number, 0 if it was done. */
    static final int ANSWER = 2;

    /** Subsystem 4 (netfilter log) in the upper byte; 0: a packet. */
    static final int LOGGED_PACKET = 4 << 8;

    private final NflogDecoder decoder;
    private final ByteOrder order;

    /**
     * @param decoder of the packets in it
     * @param order of the host
     */
    public NetlinkDatagram(NflogDecoder decoder, ByteOrder order) {
        this.decoder = decoder;
        this.order = order;
    }

    /**
     * Hands all logged packets on; other messages are none of ours.
     *
     * @param buffer in the byte order of the host
     * @param length bytes received
     * @param receivedAtNanos when
     * @throws InterruptedException if the forwarder stops while this waits for room
     */
    public void handle(ByteBuffer buffer, int length, long receivedAtNanos)
            throws InterruptedException {
        int at = 0;
        while (length - at >= HEADER_LENGTH) {
            int message = buffer.getInt(at);
            if (message < HEADER_LENGTH || message > length - at) {
                break;
            }
            if (buffer.getShort(at + 4) == LOGGED_PACKET) {
                decoder.live(
                        buffer.array(),
                        at + HEADER_LENGTH,
                        message - HEADER_LENGTH,
                        order == ByteOrder.LITTLE_ENDIAN,
                        receivedAtNanos);
            }
            at += message + 3 & ~3;
        }
        if (at < length) {
            decoder.reject(BAD_MESSAGE_LENGTH, buffer.array(), at, length - at, receivedAtNanos);
        }
    }
}
