package io.networkanalytics.job.annotate.tcp;

import static java.util.Objects.requireNonNull;

/**
 * Decides for each packet whether it belongs, and in what state it leaves its connection. Never
 * needs the other direction; where that is seen too, the windows of both ends count.
 *
 * <p>One direction, by its state before the packet (RFC 9293; the checks are those of van Rooij,
 * "Real Stateful TCP Packet Filtering in IP Filter", 2000):
 *
 * <pre>
 * state       SYN              SYN-ACK          ACK              FIN-ACK          RST
 * none        NEW              NEW              NOT_FOUND        NOT_FOUND        NOT_FOUND or REFUSED
 * NEW syn     stay             UNEXPECTED       sequence: OPEN   sequence: CLOSING  within W, or 0: CLOSED
 * NEW synack  UNEXPECTED       stay             OPEN             CLOSING          sequence: CLOSED
 * OPEN        late: pass       late: pass       sequence and     sequence and     sequence, or 0 with ACK:
 *             else UNEXPECTED  else UNEXPECTED  ack: pass        ack: CLOSING     CLOSED
 * CLOSING     NEW              NEW              not behind FIN   not behind FIN   CLOSED
 * CLOSED      NEW              NEW              not behind end   not behind end   pass
 * </pre>
 *
 * What fails a check on sequence numbers is OUT_OF_SEQUENCE, or ALREADY_CLOSED in CLOSED. A set of
 * flags that no stack sends is UNEXPECTED in every state. A packet with a reason changes nothing,
 * but for a SYN in OPEN, which is remembered.
 *
 * <p>Allocates nothing. Not safe for use by several threads.
 */
public final class TcpTracker {

    private final TcpSettings settings;
    private final TransitionTable table;
    private boolean changed;

    /**
     * A tracker.
     *
     * @param settings timeouts and windows
     */
    public TcpTracker(TcpSettings settings) {
        this.settings = requireNonNull(settings, "settings");
        table = new TransitionTable(settings);
    }

    /**
     * Judges a packet and takes it into account.
     *
     * @param connection what is known of its connection, empty if nothing; is changed, and may be
     *     empty afterwards
     * @param packet the packet
     * @param nowSeconds when it was seen, seconds since 1970
     * @param learning whether packets of unknown connections are taken for those of connections
     *     that began before the job did, and begin their state in the middle
     * @return what to say of the packet
     */
    public TcpFinding track(
            TcpConnection connection, TcpPacket packet, long nowSeconds, boolean learning) {
        changed = connection.expire(nowSeconds, settings);
        TcpHalf own = connection.half(packet.side());
        if (packet.kind() == SegmentKind.INVALID) {
            return TcpFinding.of(own == null ? null : own.state, TcpReason.UNEXPECTED);
        }
        TcpHalf peer = connection.half(1 - packet.side());
        if (own != null && own.unconfirmed && !confirms(own, packet)) {
            if (!learning && !opens(packet)) {
                return unknownTo(packet);
            }
            connection.remove(packet.side());
            changed = true;
            own = null;
        }
        if (own == null) {
            return unknown(connection, peer, packet, nowSeconds, learning);
        }
        TcpReason reason = table.apply(connection, own, peer, packet);
        if (reason == TcpReason.NONE) {
            pass(connection, packet, nowSeconds);
        } else if (own.state == TcpState.OPEN && opens(packet)) {
            // It is remembered, though it does not fit.
            changed = true;
        }
        return TcpFinding.of(own.state, reason);
    }

    /**
     * Whether the last packet changed its connection, so that it must be stored again, or removed
     * if it is empty now.
     *
     * @return false if what is stored is still right
     */
    public boolean changed() {
        return changed;
    }

    private void pass(TcpConnection connection, TcpPacket packet, long nowSeconds) {
        // Between two observers the order of the directions is not that of the wire.
        connection.paired &= packet.observer() == connection.observer;
        connection.seen(nowSeconds);
        changed = true;
    }

    // ---- nothing is known of this direction ----

    private TcpFinding unknown(
            TcpConnection connection,
            TcpHalf peer,
            TcpPacket packet,
            long nowSeconds,
            boolean learning) {
        int side = packet.side();
        boolean vouched = peer != null && answers(peer, packet);
        if (opens(packet)) {
            TransitionTable.open(connection, connection.add(side), peer, packet);
        } else if (vouched && packet.kind() == SegmentKind.RST) {
            peer.close(peer.next);
        } else if (packet.kind() == SegmentKind.RST) {
            return learning ? TcpFinding.of(null, TcpReason.NONE) : unknownTo(packet);
        } else if (!vouched && !learning) {
            return unknownTo(packet);
        } else if (!vouched || peer.state != TcpState.CLOSED) {
            connection.add(side).pickUp(packet, TcpPacket.MAX_SCALE, !vouched);
        }
        pass(connection, packet, nowSeconds);
        TcpHalf own = connection.half(side);
        return TcpFinding.of(own == null ? TcpState.CLOSED : own.state, TcpReason.NONE);
    }

    private static boolean opens(TcpPacket packet) {
        return packet.kind() == SegmentKind.SYN || packet.kind() == SegmentKind.SYN_ACK;
    }

    private static TcpFinding unknownTo(TcpPacket packet) {
        boolean refusal = packet.kind() == SegmentKind.RST && packet.ack();
        return refusal ? TcpFinding.REFUSED : TcpFinding.of(null, TcpReason.NOT_FOUND);
    }

    /** Whether the first packet of an end is an answer to what the other end was seen to send. */
    private boolean answers(TcpHalf peer, TcpPacket packet) {
        if (packet.ack()) {
            return SequenceNumber.within(
                    packet.acknowledgement(),
                    peer.next - settings.backwardWindow(),
                    peer.next + settings.forwardWindow());
        }
        return peer.hasUna
                && SequenceNumber.within(
                        packet.sequence(),
                        peer.una - settings.backwardWindow(),
                        peer.una + settings.forwardWindow());
    }

    private boolean confirms(TcpHalf own, TcpPacket packet) {
        return switch (packet.kind()) {
            case ACK, FIN_ACK -> table.fitsAlone(own, packet);
            case RST -> own.sequenceFits(packet, settings);
            default -> false;
        };
    }
}
