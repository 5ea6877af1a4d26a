package io.networkanalytics.forwarder.capture;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Writes capture files of either byte order, field by field. */
final class CaptureBytes {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private ByteOrder order;

    CaptureBytes(ByteOrder order) {
        this.order = order;
    }

    CaptureBytes order(ByteOrder next) {
        order = next;
        return this;
    }

    CaptureBytes i16(int... values) {
        for (int value : values) {
            bytes.writeBytes(ByteBuffer.allocate(2).order(order).putShort((short) value).array());
        }
        return this;
    }

    CaptureBytes i32(int... values) {
        for (int value : values) {
            bytes.writeBytes(ByteBuffer.allocate(4).order(order).putInt(value).array());
        }
        return this;
    }

    CaptureBytes i64(long value) {
        bytes.writeBytes(ByteBuffer.allocate(8).order(order).putLong(value).array());
        return this;
    }

    CaptureBytes raw(int... values) {
        for (int value : values) {
            bytes.write(value);
        }
        return this;
    }

    CaptureBytes raw(byte[] values) {
        bytes.writeBytes(values);
        return this;
    }

    CaptureBytes pcapHeader(int magic, int link) {
        return i32(magic).i16(2, 4).i32(0, 0, 65_535, link);
    }

    CaptureBytes section() {
        return block(0x0a0d0d0a, body().i32(0x1a2b3c4d).i16(1, 0).i64(-1));
    }

    /** An interface of snap length 100 with options that are given whole. */
    CaptureBytes interfaceBlock(int link, CaptureBytes options) {
        return block(1, body().i16(link, 0).i32(100).raw(options.toBytes()));
    }

    CaptureBytes enhancedPacket(int interfaceNumber, long timestamp, int... packet) {
        return block(
                6,
                body().i32(interfaceNumber, (int) (timestamp >>> 32), (int) timestamp)
                        .i32(packet.length, packet.length + 50)
                        .padded(packet));
    }

    CaptureBytes block(int type, CaptureBytes body) {
        int length = body.toBytes().length + 12;
        return i32(type, length).raw(body.toBytes()).i32(length);
    }

    CaptureBytes body() {
        return new CaptureBytes(order);
    }

    CaptureBytes padded(int... values) {
        return raw(values).raw(new byte[-values.length & 3]);
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }

    CaptureReader open() throws IOException {
        return CaptureReader.open(new ByteArrayInputStream(toBytes()), "test");
    }

    /** All packets, each as "number link time captured/original bytes". */
    List<String> read() throws IOException {
        try (CaptureReader reader = open()) {
            return readAll(reader);
        }
    }

    static List<String> readAll(CaptureReader reader) throws IOException {
        List<String> packets = new ArrayList<>();
        CapturedPacket packet;
        while ((packet = reader.next()) != null) {
            StringBuilder text = new StringBuilder();
            text.append(packet.frameNumber()).append(' ').append(packet.linkType()).append(' ');
            text.append(packet.hasTimestamp() ? packet.timestampNanos() : "untimed").append(' ');
            text.append(packet.capturedLength()).append('/').append(packet.originalLength());
            for (int i = 0; i < packet.capturedLength(); i++) {
                text.append(' ').append(packet.buffer()[i]);
            }
            packets.add(text.toString());
        }
        return packets;
    }
}
