package io.networkanalytics.forwarder.netflow;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.function.Consumer;

/** Builds datagrams by hand. */
final class TestingMessage {

    /** 2026-01-02 04:00:00 UTC. */
    static final long EXPORT_SECONDS = 1_767_326_400L;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int version;

    TestingMessage number(int length, long value) {
        for (int shift = 8 * (length - 1); shift >= 0; shift -= 8) {
            bytes.write((int) (value >>> shift));
        }
        return this;
    }

    TestingMessage u8(long... values) {
        for (long value : values) {
            number(1, value);
        }
        return this;
    }

    TestingMessage u16(long... values) {
        for (long value : values) {
            number(2, value);
        }
        return this;
    }

    TestingMessage u32(long... values) {
        for (long value : values) {
            number(4, value);
        }
        return this;
    }

    TestingMessage u64(long... values) {
        for (long value : values) {
            number(8, value);
        }
        return this;
    }

    TestingMessage hex(String text) {
        bytes.writeBytes(HexFormat.of().parseHex(text.replace(" ", "")));
        return this;
    }

    /** Header of NetFlow version 5, engine 0, with uptime 100,000 ms. */
    static TestingMessage v5(int count, long sequence, int sampling) {
        return new TestingMessage()
                .u16(5, count)
                .u32(100_000, EXPORT_SECONDS, 500_000_000L, sequence)
                .u16(0, sampling);
    }

    /** A flow of version 5: 10 packets, 4,000 bytes, ended 2 s before the export. */
    TestingMessage v5Flow(long source, long destination, int protocol, int sport, int dport) {
        return u32(source, destination, 0)
                .u16(3, 4)
                .u32(10, 4000, 90_000, 98_000)
                .u16(sport, dport)
                .u8(0, 0x1B, protocol, 0xB8)
                .u16(64500, 64501)
                .u8(24, 16)
                .u16(0);
    }

    static TestingMessage v9(int count, long sequence) {
        return v9(count, sequence, 100_000);
    }

    static TestingMessage v9(int count, long sequence, long uptimeMillis) {
        TestingMessage message = new TestingMessage();
        message.version = 9;
        return message.u16(9, count).u32(uptimeMillis, EXPORT_SECONDS, sequence, 7);
    }

    static TestingMessage ipfix(long sequence) {
        return ipfix(sequence, 7);
    }

    static TestingMessage ipfix(long sequence, long domain) {
        TestingMessage message = new TestingMessage();
        message.version = 10;
        return message.u16(10, 0).u32(EXPORT_SECONDS, sequence, domain);
    }

    TestingMessage set(int id, Consumer<TestingMessage> content) {
        TestingMessage inner = new TestingMessage();
        content.accept(inner);
        u16(id, inner.bytes.size() + 4);
        bytes.writeBytes(inner.bytes.toByteArray());
        return this;
    }

    /** A set with one template: pairs of element and length. */
    TestingMessage template(int id, int... elementsAndLengths) {
        return set(
                version == 9 ? 0 : 2,
                set -> {
                    set.u16(id, elementsAndLengths.length / 2);
                    for (int value : elementsAndLengths) {
                        set.u16(value);
                    }
                });
    }

    /** A set with one options template; the first pairs are its scope. */
    TestingMessage optionsTemplate(int id, int scopes, int... elementsAndLengths) {
        return set(
                version == 9 ? 1 : 3,
                set -> {
                    int fields = elementsAndLengths.length / 2;
                    if (version == 9) {
                        set.u16(id, scopes * 4, (fields - scopes) * 4);
                    } else {
                        set.u16(id, fields, scopes);
                    }
                    for (int value : elementsAndLengths) {
                        set.u16(value);
                    }
                });
    }

    byte[] toBytes() {
        byte[] all = bytes.toByteArray();
        if (version == 10) {
            all[2] = (byte) (all.length >>> 8);
            all[3] = (byte) all.length;
        }
        return all;
    }
}
