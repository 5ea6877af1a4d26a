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
 * <p>Allocates only where a direction is seen for the first time. Not safe for use by several
 * threads.
 */
public final class TcpTracker {

    private final TcpSettings settings;
    private boolean changed;

    /**
     * A tracker.
     *
     * @param settings timeouts and windows
     */
    public TcpTracker(TcpSettings settings) {
        this.settings = requireNonNull(settings, "settings");
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
        if (connection.paired && packet.observer() != connection.observer) {
            connection.paired = false;
        }
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
        TcpReason reason =
                switch (own.state) {
                    case NEW -> inNew(connection, own, peer, packet);
                    case OPEN -> inOpen(connection, own, peer, packet);
                    case CLOSING -> inClosing(connection, own, peer, packet);
                    case CLOSED -> inClosed(connection, own, peer, packet);
                };
        if (reason == TcpReason.NONE) {
            closeIfBothFinished(own, peer);
            pass(connection, nowSeconds);
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

    private void pass(TcpConnection connection, long nowSeconds) {
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
            open(connection, connection.add(side), peer, packet);
        } else if (vouched && packet.kind() == SegmentKind.RST) {
            peer.close(peer.next);
        } else if (packet.kind() == SegmentKind.RST) {
            return learning ? TcpFinding.of(null, TcpReason.NONE) : unknownTo(packet);
        } else if (!vouched && !learning) {
            return unknownTo(packet);
        } else if (!vouched || peer.state != TcpState.CLOSED) {
            connection.add(side).pickUp(packet, TcpPacket.MAX_SCALE, !vouched);
        }
        pass(connection, nowSeconds);
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
            case ACK, FIN_ACK -> fitsAlone(own, packet);
            case RST -> own.sequenceFits(packet, settings);
            default -> false;
        };
    }

    // ---- by state ----

    private TcpReason inNew(TcpConnection connection, TcpHalf own, TcpHalf peer, TcpPacket packet) {
        switch (packet.kind()) {
            case SYN, SYN_ACK -> {
                boolean same = own.answered == (packet.kind() == SegmentKind.SYN_ACK);
                if (!same && !opensAtOnce(own, peer, packet)) {
                    return TcpReason.UNEXPECTED;
                }
                open(connection, own, peer, packet);
            }
            case RST -> {
                boolean zero = !own.answered && packet.sequence() == 0;
                if (!zero && !own.sequenceFits(packet, settings)) {
                    return TcpReason.OUT_OF_SEQUENCE;
                }
                reset(own, peer, packet);
            }
            default -> {
                if (fits(connection, own, peer, packet)) {
                    own.advance(packet);
                } else if (own.answered && !bounded(connection, peer)) {
                    // Belongs by the table, but does not decide what may follow.
                    own.state =
                            packet.kind() == SegmentKind.FIN_ACK ? TcpState.CLOSING : TcpState.OPEN;
                    own.mark = own.next;
                    own.hasMark = own.state == TcpState.CLOSING;
                } else {
                    return TcpReason.OUT_OF_SEQUENCE;
                }
            }
        }
        return TcpReason.NONE;
    }

    private TcpReason inOpen(
            TcpConnection connection, TcpHalf own, TcpHalf peer, TcpPacket packet) {
        switch (packet.kind()) {
            case SYN, SYN_ACK -> {
                if (!SequenceNumber.atOrBefore(packet.end(), own.next)) {
                    own.mark = packet.end();
                    own.hasMark = true;
                    changed = true;
                    return TcpReason.UNEXPECTED;
                }
            }
            case RST -> {
                boolean zero = packet.ack() && packet.sequence() == 0;
                if (!zero && !sequenceFits(connection, own, peer, packet)) {
                    return TcpReason.OUT_OF_SEQUENCE;
                }
                reset(own, peer, packet);
            }
            default -> {
                if (fits(connection, own, peer, packet)) {
                    own.advance(packet);
                } else if (own.hasMark && packet.sequence() == own.mark) {
                    connection.paired = false;
                    own.pickUp(packet, own.scale, false);
                } else {
                    return TcpReason.OUT_OF_SEQUENCE;
                }
            }
        }
        return TcpReason.NONE;
    }

    private TcpReason inClosing(
            TcpConnection connection, TcpHalf own, TcpHalf peer, TcpPacket packet) {
        switch (packet.kind()) {
            case SYN, SYN_ACK -> open(connection, own, peer, packet);
            case RST -> reset(own, peer, packet);
            default -> {
                boolean carries = packet.end() != packet.sequence();
                if (carries && !own.endsBeforeMark(packet)) {
                    return TcpReason.OUT_OF_SEQUENCE;
                }
                own.listen(packet);
            }
        }
        return TcpReason.NONE;
    }

    private TcpReason inClosed(
            TcpConnection connection, TcpHalf own, TcpHalf peer, TcpPacket packet) {
        switch (packet.kind()) {
            case SYN, SYN_ACK -> open(connection, own, peer, packet);
            case RST -> {
                // A duplicate.
            }
            default -> {
                if (!own.endsBeforeMark(packet)) {
                    return TcpReason.ALREADY_CLOSED;
                }
            }
        }
        return TcpReason.NONE;
    }

    // ---- steps ----

    /** A SYN or SYN-ACK begins, or begins again; with the other end's it makes a pair. */
    private static void open(
            TcpConnection connection, TcpHalf own, TcpHalf peer, TcpPacket packet) {
        boolean oneObserver = packet.observer() == connection.observer;
        own.open(packet);
        connection.paired = oneObserver && peer != null && answer(own, peer);
        connection.observer = packet.observer();
    }

    /** Whether one of two halves was opened by the answer to the SYN of the other. */
    private static boolean answer(TcpHalf one, TcpHalf other) {
        TcpHalf syn = one.answered ? other : one;
        TcpHalf synAck = one.answered ? one : other;
        return synAck.answered
                && syn.state == TcpState.NEW
                && synAck.state == TcpState.NEW
                // Data in a SYN (RFC 7413) may be left unacknowledged.
                && SequenceNumber.within(synAck.una, syn.next - 0xFFFF, syn.next);
    }

    /** Both ends sent a SYN, and this one answers the other's (RFC 9293, figure 7). */
    private static boolean opensAtOnce(TcpHalf own, TcpHalf peer, TcpPacket packet) {
        return packet.kind() == SegmentKind.SYN_ACK
                && peer != null
                && peer.state == TcpState.NEW
                && packet.end() == own.next
                && packet.acknowledgement() == peer.next;
    }

    private static void reset(TcpHalf own, TcpHalf peer, TcpPacket packet) {
        // A reset with number 0 answers a SYN and says nothing of what was sent.
        own.close(packet.sequence() == 0 ? own.next : packet.sequence());
        if (peer != null) {
            // What its window allowed may be on the way still.
            int allowed = own.hasUna ? own.una + own.window : peer.next;
            peer.close(SequenceNumber.later(peer.next, allowed));
        }
    }

    private static void closeIfBothFinished(TcpHalf own, TcpHalf peer) {
        boolean finished =
                peer != null
                        && own.state == TcpState.CLOSING
                        && peer.state == TcpState.CLOSING
                        && own.hasUna
                        && peer.hasUna
                        && SequenceNumber.atOrBefore(peer.mark, own.una)
                        && SequenceNumber.atOrBefore(own.mark, peer.una);
        if (finished) {
            own.close(own.mark);
            peer.close(peer.mark);
        }
    }

    // ---- checks ----

    private boolean fits(TcpConnection connection, TcpHalf own, TcpHalf peer, TcpPacket packet) {
        if (!bounded(connection, peer)) {
            return fitsAlone(own, packet);
        }
        if (own.sequenceFits(packet, peer) && own.acknowledgementFits(packet, peer)) {
            return true;
        }
        // Who goes on exactly where it stopped is the sender: the other end's packets were lost, or
        // take another way now. Nobody else could guess the number.
        boolean goesOn = packet.sequence() == own.next || packet.end() == own.next;
        if (goesOn && fitsAlone(own, packet)) {
            connection.paired = false;
            return true;
        }
        return false;
    }

    private boolean fitsAlone(TcpHalf own, TcpPacket packet) {
        return own.sequenceFits(packet, settings) && own.acknowledgementFits(packet);
    }

    private boolean sequenceFits(
            TcpConnection connection, TcpHalf own, TcpHalf peer, TcpPacket packet) {
        return bounded(connection, peer)
                ? own.sequenceFits(packet, peer)
                : own.sequenceFits(packet, settings);
    }

    private static boolean bounded(TcpConnection connection, TcpHalf peer) {
        return connection.paired && peer != null && peer.hasUna;
    }
}
