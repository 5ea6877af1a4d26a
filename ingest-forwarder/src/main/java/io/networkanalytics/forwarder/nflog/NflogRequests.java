package io.networkanalytics.forwarder.nflog;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The requests by which a socket gets the messages of a group ({@code
 * linux/netfilter/nfnetlink_log.h}).
 */
final class NflogRequests {

    private static final int CONFIGURE = 4 << 8 | 1;
    private static final int REQUEST_WITH_ANSWER = 1 | 4;
    private static final int FIXED_LENGTH = NetlinkDatagram.HEADER_LENGTH + 4;

    private static final int COMMAND = 1;
    private static final int MODE = 2;
    private static final int BUFFER_SIZE = 3;
    private static final int TIMEOUT = 4;
    private static final int QUEUE_THRESHOLD = 5;
    private static final int FLAGS = 6;

    private static final byte BIND = 1;
    private static final byte UNBIND = 2;
    private static final byte COPY_PACKET = 2;
    private static final short NUMBER_MESSAGES = 1;
    private static final int TIMEOUT_UNIT_MILLIS = 10;

    private final int group;
    private final ByteOrder order;

    NflogRequests(int group, ByteOrder order) {
        this.group = group;
        this.order = order;
    }

    byte[] bind() {
        return request(COMMAND, new byte[] {BIND});
    }

    /** What the kernel has gathered is handed over, and nothing more. */
    byte[] unbind() {
        return request(COMMAND, new byte[] {UNBIND});
    }

    byte[] copyPackets(int bytes) {
        return request(MODE, ByteBuffer.allocate(6).putInt(bytes).put(COPY_PACKET).array());
    }

    /** The most bytes that the kernel gathers into one read. */
    byte[] bufferSize(int bytes) {
        return request(BUFFER_SIZE, bigEndian(bytes));
    }

    byte[] timeout(int millis) {
        int units = Math.max(1, (millis + TIMEOUT_UNIT_MILLIS - 1) / TIMEOUT_UNIT_MILLIS);
        return request(TIMEOUT, bigEndian(units));
    }

    byte[] queueThreshold(int messages) {
        return request(QUEUE_THRESHOLD, bigEndian(messages));
    }

    byte[] numberMessages() {
        return request(FLAGS, ByteBuffer.allocate(2).putShort(NUMBER_MESSAGES).array());
    }

    private static byte[] bigEndian(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    private byte[] request(int attribute, byte[] value) {
        int attributeLength = 4 + value.length;
        int length = FIXED_LENGTH + (attributeLength + 3 & ~3);
        ByteBuffer request = ByteBuffer.allocate(length).order(order);
        request.putInt(length)
                .putShort((short) CONFIGURE)
                .putShort((short) REQUEST_WITH_ANSWER)
                .putInt(0) // number
                .putInt(0) // port: the kernel knows
                .put((byte) 0) // family
                .put((byte) 0) // version
                .put((byte) (group >>> 8))
                .put((byte) group)
                .putShort((short) attributeLength)
                .putShort((short) attribute)
                .put(value);
        return request.array();
    }
}
