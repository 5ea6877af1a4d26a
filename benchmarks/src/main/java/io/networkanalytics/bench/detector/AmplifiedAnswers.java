package io.networkanalytics.bench.detector;

import io.networkanalytics.model.PacketSample;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Packets of the answers of one amplification attack: one or few sizes, or any in a range. Answers
 * that do not fit a packet come as fragments, of which only the first has ports.
 */
final class AmplifiedAnswers implements PacketMaker {

    private static final int UDP = 17;

    private final List<Piece> pieces = new ArrayList<>();
    private final boolean ipv6;
    private final int sourcePort;
    private final PrefixTemplate template;
    private final int destinationPort;
    private final int leastBytes;
    private final int mostBytes;

    /** A packet: a whole answer of so many bytes, or a fragment of it. */
    private record Piece(int payload, int bytesBehind, int offset, boolean more) {}

    AmplifiedAnswers(
            RandomGenerator seeded,
            boolean ipv6,
            int sourcePort,
            int leastBytes,
            int mostBytes,
            PrefixTemplate template) {
        this.ipv6 = ipv6;
        this.sourcePort = sourcePort;
        this.template = template;
        this.leastBytes = leastBytes;
        this.mostBytes = Math.min(mostBytes, Headers.fragmentBytes(ipv6) - Headers.UDP_BYTES);
        // Attackers mostly ask from one port, often that of a service; 0 for any.
        int[] asked = {0, 80, 443, seeded.nextInt(1024, 65_536)};
        destinationPort = asked[seeded.nextInt(asked.length)];
        boolean anySize = leastBytes < this.mostBytes && seeded.nextInt(3) == 0;
        int sizes = anySize ? 0 : seeded.nextInt(1, 4);
        for (int i = 0; i < sizes; i++) {
            add(seeded.nextInt(leastBytes, mostBytes + 1));
        }
    }

    private void add(int payload) {
        int datagram = Headers.UDP_BYTES + payload;
        int most = Headers.fragmentBytes(ipv6);
        for (int from = 0; from < datagram; from += most) {
            int bytes = Math.min(most, datagram - from);
            pieces.add(new Piece(payload, bytes, from / 8, from + bytes < datagram));
        }
    }

    @Override
    public void make(RandomGenerator random, PacketSample.Builder packet) {
        if (pieces.isEmpty()) {
            whole(random, packet, random.nextInt(leastBytes, mostBytes + 1));
            return;
        }
        Piece piece = pieces.get(random.nextInt(pieces.size()));
        if (piece.offset == 0) {
            whole(random, packet, piece.payload);
        }
        if (piece.offset > 0 || piece.more) {
            Headers.fragment(packet, ipv6, UDP, piece.bytesBehind, piece.offset, piece.more);
        }
        if (piece.offset > 0) {
            packet.setPayloadPrefix(Headers.noise(random, piece.bytesBehind));
        }
    }

    private void whole(RandomGenerator random, PacketSample.Builder packet, int payload) {
        int destination = destinationPort == 0 ? random.nextInt(1024, 65_536) : destinationPort;
        Headers.udp(packet, ipv6, sourcePort, destination, payload);
        packet.setPayloadPrefix(template.fill(random, payload));
    }
}
