package io.networkanalytics.bench.detector;

import com.google.protobuf.ByteString;
import io.networkanalytics.model.IpAddresses;
import io.networkanalytics.model.IpPrefix;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.PacketSampleOrBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The ordinary traffic of the demo's capture: all of it but the two attacks and the answers to
 * them.
 */
final class BenignCapture {

    private static final IpPrefix ATTACKERS = IpPrefix.parse("198.18.0.0/15");
    private static final IpPrefix REFLECTED_AT = IpPrefix.parse("203.0.113.20");
    private static final List<IpPrefix> SERVERS =
            List.of(IpPrefix.parse("203.0.113.0/24"), IpPrefix.parse("2001:db8:113::/48"));
    private static final int ICMP = 1;
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int DNS = 53;

    private final List<PacketSample> packets = new ArrayList<>();
    private final List<Long> offsetsNanos = new ArrayList<>();

    /** Reads the demo's capture. */
    static BenignCapture read(Path demo) throws IOException {
        BenignCapture benign = new BenignCapture();
        try (CaptureSamples capture = new CaptureSamples(demo, 1)) {
            for (var packet = capture.next(); packet != null; packet = capture.next()) {
                if (!isAttack(packet)) {
                    benign.packets.add(
                            packet.setExporterId("benign").setColo("lab").buildPartial());
                    benign.offsetsNanos.add(capture.offsetNanos());
                }
            }
        }
        if (benign.packets.isEmpty()) {
            throw new IOException(demo + " has no benign packet");
        }
        return benign;
    }

    private static boolean isAttack(PacketSampleOrBuilder packet) {
        ByteString source = packet.getSourceAddress();
        ByteString destination = packet.getDestinationAddress();
        boolean from = isIn(ATTACKERS, source);
        boolean to = isIn(ATTACKERS, destination);
        return switch (packet.getIpProtocol()) {
            case TCP -> from || to;
            case UDP ->
                    isIn(REFLECTED_AT, destination)
                            && (packet.getSourcePort() == DNS
                                    || packet.getIpFragmentOffset() > 0
                                    || packet.getIpMoreFragments());
            case ICMP -> to && isIn(REFLECTED_AT, source);
            default -> false;
        };
    }

    /** Whether one of the site's servers has this address. */
    static boolean isServer(ByteString address) {
        return SERVERS.stream().anyMatch(prefix -> isIn(prefix, address));
    }

    private static boolean isIn(IpPrefix prefix, ByteString address) {
        return address.size() == 16
                && prefix.contains(IpAddresses.high(address), IpAddresses.low(address));
    }

    /** Packets, interval 1, without time and sequence. */
    PacketSample packet(int index) {
        return packets.get(index);
    }

    /** Time of a packet since the start of the capture. */
    long offsetNanos(int index) {
        return offsetsNanos.get(index);
    }

    /** How many there are. */
    int size() {
        return packets.size();
    }

    /** After which time it may begin anew. */
    long periodNanos() {
        return offsetsNanos.get(offsetsNanos.size() - 1) + 1_000_000;
    }
}
