package io.networkanalytics.model.packet;

/**
 * The attributes of a Linux netfilter log message as in link type 239: four bytes (family, version,
 * group), then attributes of length (2 bytes, with its own header), type (2 bytes) and value,
 * padded to 4. Length and type are in the byte order of the host that captured, which no field
 * tells.
 */
final class NflogHeader {
    private static final int FIXED_LENGTH = 4;
    private static final int ATTRIBUTE_HEADER = 4;
    private static final int PAYLOAD = 9;

    private NflogHeader() {}

    /**
     * Moves to the packet in {@code frame}, which then also ends with it.
     *
     * @return false if there is none
     */
    static boolean toPayload(Frame frame) {
        return toPayload(frame, /* littleEndian= */ true)
                || toPayload(frame, /* littleEndian= */ false);
    }

    private static boolean toPayload(Frame frame, boolean littleEndian) {
        int at = frame.position + FIXED_LENGTH;
        // Each turn moves on by 4 bytes at least.
        while (ATTRIBUTE_HEADER <= frame.end - at) {
            int length = host16(frame, at, littleEndian);
            int type = host16(frame, at + 2, littleEndian) & 0x7fff;
            if (length < ATTRIBUTE_HEADER) {
                return false;
            }
            if (type == PAYLOAD) {
                frame.position = at + ATTRIBUTE_HEADER;
                frame.end = Math.min(frame.end, at + length);
                return true;
            }
            at += (length + 3) & ~3;
        }
        return false;
    }

    private static int host16(Frame frame, int at, boolean littleEndian) {
        int value = frame.u16(at);
        return littleEndian ? (value >> 8) | ((value & 0xff) << 8) : value;
    }
}
