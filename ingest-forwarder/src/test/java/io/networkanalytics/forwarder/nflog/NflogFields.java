package io.networkanalytics.forwarder.nflog;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.networkanalytics.forwarder.reference.SourceFields;
import io.networkanalytics.forwarder.reference.Variation;
import io.networkanalytics.model.PacketSample;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * A log message of netfilter, attribute by attribute, named as in linux/netfilter/nfnetlink_log.h.
 */
public final class NflogFields {

    private static final int SAMPLED = 1;
    private static final int DROPPED = 2;
    private static final byte[] PACKET =
            HexFormat.of().parseHex("450000140000400040fd0000c0000201c6336402");

    private NflogFields() {}

    public static SourceFields observed() {
        return new SourceFields()
                .observe(NflogFields::message)
                .observe(NflogFields::bridgePorts)
                .observe(NflogFields::gap);
    }

    private static List<PacketSample> message(Variation f) {
        String prefix =
                String.join(
                        "|",
                        f.text("NFULA_PREFIX system", "nft", "ipt"),
                        f.text("NFULA_PREFIX rule", "101", "102"),
                        f.text("NFULA_PREFIX verdict", "drop", "pass"),
                        f.text("NFULA_PREFIX reason", "BLOCKED", ""),
                        f.text("NFULA_PREFIX interval", "1", "10"));
        return read(
                attributes()
                        .add(1, number(4, f.of("NFULA_PACKET_HDR hook", 0, 3) << 8 | 0x0800_0000L))
                        .add(10, (prefix + '\0').getBytes(US_ASCII))
                        .add(2, number(4, f.of("NFULA_MARK", SAMPLED, SAMPLED | DROPPED, DROPPED)))
                        .add(
                                3,
                                number(8, f.of("NFULA_TIMESTAMP sec", 1_795_391_000L)),
                                number(8, f.of("NFULA_TIMESTAMP usec", 5)))
                        .add(4, number(4, f.of("NFULA_IFINDEX_INDEV", 3)))
                        .add(5, number(4, f.of("NFULA_IFINDEX_OUTDEV", 4)))
                        .add(11, number(4, f.of("NFULA_UID", 1000)))
                        .add(14, number(4, f.of("NFULA_GID", 1000)))
                        .add(9, PACKET));
    }

    private static List<PacketSample> bridgePorts(Variation f) {
        return read(
                attributes()
                        .add(4, number(4, 1))
                        .add(5, number(4, 2))
                        .add(6, number(4, f.of("NFULA_IFINDEX_PHYSINDEV", 3)))
                        .add(7, number(4, f.of("NFULA_IFINDEX_PHYSOUTDEV", 4)))
                        .add(
                                10,
                                f.text("NFULA_PREFIX of another form", "a", "b").getBytes(US_ASCII))
                        .add(9, PACKET));
    }

    /** The number of a message means something beside the one before. */
    private static List<PacketSample> gap(Variation f) {
        return read(
                sampled().add(12, number(4, 0)).add(9, PACKET),
                sampled().add(12, number(4, f.of("NFULA_SEQ", 1, 4))).add(9, PACKET));
    }

    private static List<PacketSample> read(Attributes... messages) {
        NflogFixture nflog = new NflogFixture(new MarkBits(SAMPLED, DROPPED));
        for (Attributes message : messages) {
            byte[] bytes = message.bytes.toByteArray();
            try {
                nflog.decoder.live(bytes, 0, bytes.length, true, NflogFixture.RECEIVED_AT);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        return nflog.sink.samples();
    }

    private static byte[] number(int length, long value) {
        byte[] all = ByteBuffer.allocate(Long.BYTES).putLong(value).array();
        return Arrays.copyOfRange(all, Long.BYTES - length, Long.BYTES);
    }

    private static Attributes sampled() {
        return attributes().add(2, number(4, SAMPLED));
    }

    private static Attributes attributes() {
        Attributes attributes = new Attributes();
        attributes.bytes.writeBytes(new byte[] {2, 0, 0, 5}); // IPv4, version 0, group 5
        return attributes;
    }

    private static final class Attributes {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Attributes add(int type, byte[]... values) {
            ByteArrayOutputStream value = new ByteArrayOutputStream();
            for (byte[] part : values) {
                value.writeBytes(part);
            }
            bytes.writeBytes(
                    ByteBuffer.allocate(4)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putShort((short) (4 + value.size()))
                            .putShort((short) type)
                            .array());
            bytes.writeBytes(value.toByteArray());
            bytes.writeBytes(new byte[-value.size() & 3]);
            return this;
        }
    }
}
