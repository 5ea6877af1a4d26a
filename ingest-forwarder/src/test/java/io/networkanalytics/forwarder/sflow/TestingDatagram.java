package io.networkanalytics.forwarder.sflow;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.function.Consumer;

/** Writes sFlow datagrams field by field, so that a test can say what is in them. */
final class TestingDatagram {

    /**
     * Ethernet, IPv4 198.51.100.7 to 203.0.113.9, TCP SYN 40000 to 443, TTL 63; 54 bytes, IP total
     * length 40.
     */
    static final byte[] TCP_SYN =
            HexFormat.of()
                    .parseHex(
                            "020000000002"
                                    + "020000000001"
                                    + "0800"
                                    + "45000028"
                                    + "12344000"
                                    + "3f060000"
                                    + "c6336407"
                                    + "cb007109"
                                    + "9c4001bb"
                                    + "00000001"
                                    + "00000000"
                                    + "50020400"
                                    + "00000000");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    TestingDatagram int32(long... values) {
        for (long value : values) {
            for (int shift = 24; shift >= 0; shift -= 8) {
                bytes.write((int) (value >>> shift));
            }
        }
        return this;
    }

    TestingDatagram opaque(byte[] value) {
        int32(value.length);
        bytes.writeBytes(value);
        bytes.writeBytes(new byte[-value.length & 3]);
        return this;
    }

    TestingDatagram raw(byte[] value) {
        bytes.writeBytes(value);
        return this;
    }

    /** A structure with its format and length in front. */
    TestingDatagram structure(int format, Consumer<TestingDatagram> content) {
        TestingDatagram inner = new TestingDatagram();
        content.accept(inner);
        int32(format, inner.bytes.size());
        bytes.writeBytes(inner.bytes.toByteArray());
        return this;
    }

    /** Header of a datagram of agent 192.0.2.1, sub-agent 0. */
    static TestingDatagram header(long sequence, long uptimeMillis, int samples) {
        return new TestingDatagram().int32(5, 1, 0xC0000201L, 0, sequence, uptimeMillis, samples);
    }

    /**
     * A flow sample of data source ifIndex 3, from interface 3 to 5, with the {@link #TCP_SYN}
     * header.
     */
    TestingDatagram flow(long sequence, long rate, long drops) {
        return flow(3, sequence, rate, drops);
    }

    TestingDatagram flow(long source, long sequence, long rate, long drops) {
        return structure(
                1, sample -> sample.int32(sequence, source, rate, 0, drops, 3, 5, 1).synHeader());
    }

    /** The notification of a drop at data source ifIndex 3, so many more of which were not sent. */
    TestingDatagram discarded(long sequence, long notSent) {
        return structure(
                5, sample -> sample.int32(sequence, 0, 3, notSent, 3, 0, 258, 1).synHeader());
    }

    TestingDatagram synHeader() {
        return structure(1, record -> record.int32(1, TCP_SYN.length + 4, 4).opaque(TCP_SYN));
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }
}
