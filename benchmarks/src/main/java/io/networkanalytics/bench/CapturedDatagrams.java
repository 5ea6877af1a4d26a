package io.networkanalytics.bench;

import io.networkanalytics.forwarder.capture.CaptureReader;
import io.networkanalytics.forwarder.capture.CapturedPacket;
import io.networkanalytics.model.packet.LinkType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Payloads of the UDP datagrams over IPv4 in a capture, as an exporter sent them. */
public final class CapturedDatagrams {

    private static final int ETHERNET_BYTES = 14;
    private static final int UDP_HEADER_BYTES = 8;
    private static final int ETHERTYPE_IPV4 = 0x0800;
    private static final int UDP = 17;

    private CapturedDatagrams() {}

    /**
     * Reads a capture of link type Ethernet.
     *
     * @param capture pcap or pcapng
     * @return in order; other packets and cut ones are left out
     * @throws IOException if it cannot be read
     */
    public static List<byte[]> of(Path capture) throws IOException {
        List<byte[]> datagrams = new ArrayList<>();
        try (CaptureReader reader = CaptureReader.open(capture)) {
            for (CapturedPacket packet = reader.next(); packet != null; packet = reader.next()) {
                byte[] b = packet.buffer();
                int length = packet.capturedLength();
                if (packet.linkType() != LinkType.ETHERNET
                        || length < ETHERNET_BYTES + 20 + UDP_HEADER_BYTES
                        || u16(b, 12) != ETHERTYPE_IPV4
                        || b[ETHERNET_BYTES + 9] != UDP) {
                    continue;
                }
                int udp = ETHERNET_BYTES + (b[ETHERNET_BYTES] & 0x0F) * 4;
                int end = udp + UDP_HEADER_BYTES <= length ? udp + u16(b, udp + 4) : length + 1;
                if (end <= length) {
                    datagrams.add(Arrays.copyOfRange(b, udp + UDP_HEADER_BYTES, end));
                }
            }
        }
        return datagrams;
    }

    private static int u16(byte[] b, int at) {
        return (b[at] & 0xFF) << 8 | (b[at + 1] & 0xFF);
    }
}
