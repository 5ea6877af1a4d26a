package io.networkanalytics.forwarder.reference;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/** Writes headers field by field, most significant bit first. */
final class BitWriter {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int pending;
    private int pendingBits;

    BitWriter bits(int count, long value) {
        for (int shift = count - 1; shift >= 0; shift--) {
            pending = pending << 1 | (int) (value >>> shift & 1);
            if (++pendingBits == Byte.SIZE) {
                bytes.write(pending);
                pendingBits = 0;
            }
        }
        return this;
    }

    BitWriter u8(long value) {
        return bits(8, value);
    }

    BitWriter u16(long value) {
        return bits(16, value);
    }

    BitWriter u32(long value) {
        return bits(32, value);
    }

    BitWriter hex(String text) {
        bytes.writeBytes(HexFormat.of().parseHex(text.replace(" ", "")));
        return this;
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }
}
