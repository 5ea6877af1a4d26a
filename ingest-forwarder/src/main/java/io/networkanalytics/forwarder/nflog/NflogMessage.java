package io.networkanalytics.forwarder.nflog;

/**
 * One log message, as positions in the buffer that it is in: family, version and group (4 bytes),
 * then attributes of length (16 bits, with its own header), type (16 bits) and value, padded to 4
 * ({@code linux/netfilter/nfnetlink_log.h}). Lengths and types are in the byte order of the host,
 * values in network byte order. Reused; absent numbers are 0. For one thread.
 */
final class NflogMessage {

    static final String TRUNCATED_HEADER = "truncated_header";
    static final String BAD_ATTRIBUTE_LENGTH = "bad_attribute_length";
    static final String SHORT_ATTRIBUTE = "short_attribute";
    static final String NO_PAYLOAD = "no_payload";

    private static final int FIXED_LENGTH = 4;
    private static final int ATTRIBUTE_HEADER = 4;
    private static final int TYPE_MASK = 0x3FFF;

    private static final int PACKET_HEADER = 1;
    private static final int MARK = 2;
    private static final int TIMESTAMP = 3;
    private static final int IN_INTERFACE = 4;
    private static final int OUT_INTERFACE = 5;
    private static final int PHYSICAL_IN_INTERFACE = 6;
    private static final int PHYSICAL_OUT_INTERFACE = 7;
    private static final int PAYLOAD = 9;
    private static final int PREFIX = 10;
    private static final int USER = 11;
    private static final int SEQUENCE = 12;
    private static final int GROUP = 14;

    private byte[] buffer = new byte[0];

    int family;
    int ethertype;
    boolean hasHook;
    int hook;
    int mark;
    long timestampNanos;
    int inInterface;
    int outInterface;
    int physicalInInterface;
    int physicalOutInterface;
    int payloadOffset;
    int payloadLength;
    int prefixOffset;
    int prefixLength;
    boolean hasUser;
    long user;
    boolean hasGroup;
    long group;
    boolean hasSequence;
    int sequence;

    private void clear() {
        ethertype = 0;
        hasHook = false;
        mark = 0;
        timestampNanos = 0;
        inInterface = 0;
        outInterface = 0;
        physicalInInterface = 0;
        physicalOutInterface = 0;
        payloadOffset = -1;
        payloadLength = 0;
        prefixOffset = 0;
        prefixLength = 0;
        hasUser = false;
        hasGroup = false;
        hasSequence = false;
    }

    /**
     * Reads the attributes.
     *
     * @param in holds the message
     * @param offset of its family
     * @param length from there to its end
     * @param littleEndian byte order of the host that wrote it
     * @param cut whether the capture cut its end off: an attribute may then reach beyond it
     * @return null, or why it is malformed, a stable word
     */
    String read(byte[] in, int offset, int length, boolean littleEndian, boolean cut) {
        buffer = in;
        clear();
        if (length < FIXED_LENGTH) {
            return TRUNCATED_HEADER;
        }
        family = in[offset] & 0xFF;
        int end = offset + length;
        int at = offset + FIXED_LENGTH;
        // Each turn moves on by 4 bytes at least.
        while (end - at >= ATTRIBUTE_HEADER) {
            int attribute = host16(at, littleEndian);
            int type = host16(at + 2, littleEndian) & TYPE_MASK;
            int value = Math.min(attribute, end - at) - ATTRIBUTE_HEADER;
            if (attribute < ATTRIBUTE_HEADER || (attribute > end - at && !cut)) {
                return BAD_ATTRIBUTE_LENGTH;
            }
            if (value < smallest(type)) {
                return SHORT_ATTRIBUTE;
            }
            take(type, at + ATTRIBUTE_HEADER, value);
            at += attribute + 3 & ~3;
        }
        return payloadOffset < 0 ? NO_PAYLOAD : null;
    }

    private static int smallest(int type) {
        return switch (type) {
            case PACKET_HEADER -> 3;
            case TIMESTAMP -> 16;
            case MARK,
                    IN_INTERFACE,
                    OUT_INTERFACE,
                    PHYSICAL_IN_INTERFACE,
                    PHYSICAL_OUT_INTERFACE,
                    USER,
                    SEQUENCE,
                    GROUP ->
                    4;
            default -> 0;
        };
    }

    private void take(int type, int at, int length) {
        switch (type) {
            case PACKET_HEADER -> {
                ethertype = host16(at, false);
                hook = buffer[at + 2] & 0xFF;
                hasHook = true;
            }
            case MARK -> mark = int32(at);
            case TIMESTAMP ->
                    timestampNanos = int64(at) * 1_000_000_000 + int64(at + 8) % 1_000_000 * 1_000;
            case IN_INTERFACE -> inInterface = int32(at);
            case OUT_INTERFACE -> outInterface = int32(at);
            case PHYSICAL_IN_INTERFACE -> physicalInInterface = int32(at);
            case PHYSICAL_OUT_INTERFACE -> physicalOutInterface = int32(at);
            case PAYLOAD -> {
                payloadOffset = at;
                payloadLength = length;
            }
            case PREFIX -> {
                prefixOffset = at;
                prefixLength = length;
            }
            case USER -> {
                user = Integer.toUnsignedLong(int32(at));
                hasUser = true;
            }
            case GROUP -> {
                group = Integer.toUnsignedLong(int32(at));
                hasGroup = true;
            }
            case SEQUENCE -> {
                sequence = int32(at);
                hasSequence = true;
            }
            default -> {}
        }
    }

    private int host16(int at, boolean littleEndian) {
        int first = buffer[at] & 0xFF;
        int second = buffer[at + 1] & 0xFF;
        return littleEndian ? second << 8 | first : first << 8 | second;
    }

    private int int32(int at) {
        return (buffer[at] & 0xFF) << 24
                | (buffer[at + 1] & 0xFF) << 16
                | (buffer[at + 2] & 0xFF) << 8
                | (buffer[at + 3] & 0xFF);
    }

    private long int64(int at) {
        return (long) int32(at) << 32 | Integer.toUnsignedLong(int32(at + 4));
    }
}
