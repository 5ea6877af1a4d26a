package io.networkanalytics.job.annotate.tcp;

/** The rows of the table in {@link TcpTracker} for directions of which something is known. */
final class TransitionTable {

    private final TcpSettings settings;

    TransitionTable(TcpSettings settings) {
        this.settings = settings;
    }

    /**
     * Judges a packet and, if it belongs, takes it into account.
     *
     * @param own the half of its sender
     * @param peer the other half, or null
     * @param packet with a valid set of flags
     */
    TcpReason apply(TcpConnection connection, TcpHalf own, TcpHalf peer, TcpPacket packet) {
        TcpReason reason =
                switch (own.state) {
                    case NEW -> inNew(connection, own, peer, packet);
                    case OPEN -> inOpen(connection, own, peer, packet);
                    case CLOSING -> inClosing(connection, own, peer, packet);
                    case CLOSED -> inClosed(connection, own, peer, packet);
                };
        if (reason == TcpReason.NONE) {
            closeIfBothFinished(own, peer);
        }
        return reason;
    }

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
                } else if (own.answered && !bounded(connection, peer, packet)) {
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
    static void open(TcpConnection connection, TcpHalf own, TcpHalf peer, TcpPacket packet) {
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
        if (!bounded(connection, peer, packet)) {
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

    boolean fitsAlone(TcpHalf own, TcpPacket packet) {
        return own.sequenceFits(packet, settings) && own.acknowledgementFits(packet);
    }

    private boolean sequenceFits(
            TcpConnection connection, TcpHalf own, TcpHalf peer, TcpPacket packet) {
        return bounded(connection, peer, packet)
                ? own.sequenceFits(packet, peer)
                : own.sequenceFits(packet, settings);
    }

    private static boolean bounded(TcpConnection connection, TcpHalf peer, TcpPacket packet) {
        return connection.paired
                && packet.observer() == connection.observer
                && peer != null
                && peer.hasUna;
    }
}
