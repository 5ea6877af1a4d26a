package io.networkanalytics.forwarder.nflog;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.networkanalytics.forwarder.intake.Exporter;
import io.networkanalytics.forwarder.intake.Exporters;
import io.networkanalytics.forwarder.intake.InputSettings;
import io.networkanalytics.forwarder.intake.TestingSink;
import io.networkanalytics.forwarder.observe.ForwarderMetrics;
import io.networkanalytics.forwarder.observe.MetricMap;
import io.networkanalytics.model.PacketSample;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** A decoder with everything around it, and messages as the kernel makes them. */
final class NflogFixture {

    static final long RECEIVED_AT = 1_795_392_000_000_000_000L;
    static final long CAPTURED_AT = RECEIVED_AT - 5;

    /** Of 40 bytes: 192.0.2.1 to 198.51.100.2, TCP SYN to port 443. */
    private static final byte[] SYN =
            HexFormat.of()
                    .parseHex(
                            "4500002800004000400600"
                                    + "00c0000201c6336402"
                                    + "c00001bb00000001000000005002ffff00000000");

    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final TestingSink sink = new TestingSink();
    final Exporter exporter =
            new Exporters(10, new ForwarderMetrics(registry))
                    .of(new InputSettings("log", "nflog", "", 1), "edge1");
    final NflogDecoder decoder;
    private final NetlinkDatagram datagrams;

    NflogFixture(MarkBits marks) {
        decoder =
                new NflogDecoder(
                        exporter, marks, index -> "if" + index, new NflogSequence(0), false, sink);
        datagrams = new NetlinkDatagram(decoder, ByteOrder.LITTLE_ENDIAN);
    }

    NflogFixture() {
        this(MarkBits.NONE);
    }

    /** One read from the socket, in a buffer that goes on with other bytes. */
    NflogFixture receive(byte[] bytes) {
        byte[] buffer = new byte[bytes.length + 64];
        Arrays.fill(buffer, (byte) 0xEE);
        System.arraycopy(bytes, 0, buffer, 0, bytes.length);
        try {
            datagrams.handle(
                    ByteBuffer.wrap(buffer).order(ByteOrder.LITTLE_ENDIAN),
                    bytes.length,
                    RECEIVED_AT);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return this;
    }

    /** A message with a SYN in it. */
    NflogFixture log(int sequence, int mark, String prefix) {
        return receive(message(sequence, mark, prefix));
    }

    static byte[] message(int sequence, int mark, String prefix) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(new byte[] {2, 0, 0, 5});
        attribute(body, 1, new byte[] {8, 0, 1, 0});
        attribute(body, 10, (prefix + '\0').getBytes(StandardCharsets.UTF_8));
        if (mark != 0) {
            attribute(body, 2, ByteBuffer.allocate(4).putInt(mark).array());
        }
        attribute(body, 12, ByteBuffer.allocate(4).putInt(sequence).array());
        attribute(body, 9, SYN);
        int length = 16 + body.size();
        return ByteBuffer.allocate(length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(length)
                .putShort((short) 0x400)
                .putShort((short) 0)
                .putLong(0)
                .put(body.toByteArray())
                .array();
    }

    private static void attribute(ByteArrayOutputStream body, int type, byte[] value) {
        ByteBuffer attribute =
                ByteBuffer.allocate(4 + (value.length + 3 & ~3)).order(ByteOrder.LITTLE_ENDIAN);
        attribute.putShort((short) (4 + value.length)).putShort((short) type).put(value);
        body.writeBytes(attribute.array());
    }

    PacketSample only() {
        if (sink.samples().size() != 1) {
            throw new AssertionError(sink.samples().size() + " samples, " + sink.rejections());
        }
        return sink.samples().get(0);
    }

    List<Integer> intervals() {
        return sink.samples().stream().map(PacketSample::getSampleInterval).toList();
    }

    Map<String, Long> metrics() {
        return MetricMap.of(registry);
    }
}
