package io.networkanalytics.testkit.tshark;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Builds the bytes of small pcap files: little-endian, microseconds. */
public final class PcapBytes {
    private static final int FILE_HEADER = 24;
    private static final int RECORD_HEADER = 16;

    private PcapBytes() {}

    /** A file of packets captured whole, one second apart, the first one second after 1970. */
    public static byte[] of(int linkType, byte[]... packets) {
        int length = FILE_HEADER;
        for (byte[] packet : packets) {
            length += RECORD_HEADER + packet.length;
        }
        ByteBuffer file = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4).putLong(0);
        file.putInt(262_144).putInt(linkType);
        int second = 0;
        for (byte[] packet : packets) {
            second++;
            file.putInt(second).putInt(0).putInt(packet.length).putInt(packet.length).put(packet);
        }
        return file.array();
    }
}
