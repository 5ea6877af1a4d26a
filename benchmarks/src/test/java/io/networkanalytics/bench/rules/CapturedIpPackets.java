package io.networkanalytics.bench.rules;

import io.networkanalytics.forwarder.capture.CaptureReader;
import io.networkanalytics.forwarder.capture.CapturedPacket;
import io.networkanalytics.model.packet.LinkType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** IP packets of captures that can be sent again: whole ones behind a plain Ethernet header. */
final class CapturedIpPackets {

    private static final int ETHERNET_BYTES = 14;
    private static final int IPV4 = 0x0800;
    private static final int IPV6 = 0x86DD;
    private static final int MAX_BYTES = 9000;

    private CapturedIpPackets() {}

    /**
     * A packet.
     *
     * @param origin file and number of the frame
     * @param ethertype IPv4 or IPv6
     * @param bytes from the IP header to the end that it tells
     */
    record IpPacket(String origin, int ethertype, byte[] bytes) {}

    static List<IpPacket> of(Path folder, int packetsOfFile) throws IOException {
        List<Path> captures;
        try (Stream<Path> files = Files.list(folder)) {
            captures = files.filter(file -> file.toString().contains(".pcap")).sorted().toList();
        }
        List<IpPacket> packets = new ArrayList<>();
        for (Path capture : captures) {
            packets.addAll(ofFile(capture, packetsOfFile));
        }
        return packets;
    }

    private static List<IpPacket> ofFile(Path file, int most) throws IOException {
        List<IpPacket> packets = new ArrayList<>();
        try (CaptureReader reader = CaptureReader.open(file)) {
            int frame = 0;
            CapturedPacket packet = reader.next();
            while (packet != null && packets.size() < most) {
                frame++;
                IpPacket ip = packet(file.getFileName() + " frame " + frame, packet);
                if (ip != null) {
                    packets.add(ip);
                }
                packet = reader.next();
            }
        } catch (IOException e) {
            // Some captures are damaged on purpose: what came before the damage counts.
            System.out.println(file.getFileName() + ": " + e.getMessage());
        }
        return packets;
    }

    private static IpPacket packet(String origin, CapturedPacket packet) {
        byte[] b = packet.buffer();
        int length = packet.capturedLength();
        if (packet.linkType() != LinkType.ETHERNET || length < ETHERNET_BYTES + 40) {
            return null;
        }
        int ethertype = u16(b, 12);
        int at = ETHERNET_BYTES;
        int version = (b[at] & 0xFF) >> 4;
        int total =
                ethertype == IPV4 && version == 4
                        ? u16(b, at + 2)
                        : ethertype == IPV6 && version == 6 ? 40 + u16(b, at + 4) : 0;
        return total < 20 || total > MAX_BYTES || at + total > length
                ? null
                : new IpPacket(origin, ethertype, Arrays.copyOfRange(b, at, at + total));
    }

    private static int u16(byte[] b, int at) {
        return (b[at] & 0xFF) << 8 | (b[at + 1] & 0xFF);
    }
}
