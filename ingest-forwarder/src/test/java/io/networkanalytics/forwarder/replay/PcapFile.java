package io.networkanalytics.forwarder.replay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/** Writes a pcap file of link type Ethernet, packet by packet. */
public final class PcapFile {

    /** Ethernet, IPv4, TCP SYN from 198.51.100.7:40000 to 203.0.113.9:443, IP total length 40. */
    public static final byte[] TCP_SYN =
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

    public PcapFile() {
        ByteBuffer header =
                ByteBuffer.allocate(24).putInt(0xA1B23C4D).putShort((short) 2).putShort((short) 4);
        bytes.writeBytes(header.putLong(0).putInt(65_535).putInt(1).array());
    }

    public PcapFile packet(long atNanos, byte[] packet) {
        ByteBuffer header = ByteBuffer.allocate(16).putInt((int) (atNanos / 1_000_000_000));
        bytes.writeBytes(
                header.putInt((int) (atNanos % 1_000_000_000))
                        .putInt(packet.length)
                        .putInt(packet.length)
                        .array());
        bytes.writeBytes(packet);
        return this;
    }

    /** Bytes as they are, to damage the file. */
    public PcapFile raw(byte... raw) {
        bytes.writeBytes(raw);
        return this;
    }

    public Path write(Path file) throws IOException {
        return Files.write(file, bytes.toByteArray());
    }
}
