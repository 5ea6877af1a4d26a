package io.networkanalytics.job.annotate.tcp;

/** What is kept of the packets that one end of a connection sent. */
final class TcpHalf {

    /**
     * Acknowledgements may lag by this much, whatever the window (nf_conntrack: MAXACKWINCONST).
     */
    private static final int MIN_ACK_WINDOW = 66_000;

    TcpState state = TcpState.NEW;

    /** Opened by a SYN-ACK, not by a SYN. */
    boolean answered;

    /** Picked up in its middle, and no second packet has confirmed it. */
    boolean unconfirmed;

    /** The highest sequence number behind what was sent. */
    int next;

    /** The highest acknowledgement, if {@link #hasUna}. */
    int una;

    boolean hasUna;

    /** Shift count of its windows, 0 to 14. */
    int scale;

    /** Its largest window, scaled; 0 to 65535 * 2^14. */
    int window;

    /**
     * If {@link #hasMark}. In CLOSING and CLOSED: the sequence number behind the last that may
     * come, which is that behind the FIN, or that of the reset. In OPEN: that behind a SYN that did
     * not fit, so that the connection that it opened is known if its next packet comes.
     */
    int mark;

    boolean hasMark;

    /** Begins with a SYN or SYN-ACK. */
    void open(TcpPacket packet) {
        state = TcpState.NEW;
        answered = packet.kind() == SegmentKind.SYN_ACK;
        unconfirmed = false;
        next = packet.end();
        una = packet.acknowledgement();
        hasUna = answered;
        scale = packet.scale();
        // The window of a SYN is never scaled (RFC 7323, 2.2).
        window = packet.window();
        mark = 0;
        hasMark = false;
    }

    /** Begins in the middle, or again behind a SYN that did not fit. */
    void pickUp(TcpPacket packet, int windowScale, boolean toBeConfirmed) {
        state = TcpState.OPEN;
        answered = false;
        unconfirmed = toBeConfirmed;
        next = packet.end();
        una = packet.acknowledgement();
        hasUna = true;
        scale = windowScale;
        window = packet.window() << windowScale;
        mark = 0;
        hasMark = false;
        if (packet.kind() == SegmentKind.FIN_ACK) {
            finish();
        }
    }

    /** Takes a packet that fits into account. */
    void advance(TcpPacket packet) {
        unconfirmed = false;
        next = SequenceNumber.later(next, packet.end());
        una =
                hasUna
                        ? SequenceNumber.later(una, packet.acknowledgement())
                        : packet.acknowledgement();
        hasUna = true;
        window = Math.max(window, packet.window() << scale);
        if (packet.kind() == SegmentKind.FIN_ACK) {
            finish();
        } else if (state == TcpState.NEW) {
            state = TcpState.OPEN;
        }
    }

    /** Takes into account what a packet of an end that sends no more says of the other's. */
    void listen(TcpPacket packet) {
        if (acknowledgementFits(packet)) {
            una = SequenceNumber.later(una, packet.acknowledgement());
            window = Math.max(window, packet.window() << scale);
        }
    }

    private void finish() {
        state = TcpState.CLOSING;
        mark = next;
        hasMark = true;
    }

    /** Ends; what lies before {@code last} may still come late. */
    void close(int last) {
        hasMark &= state != TcpState.OPEN;
        state = TcpState.CLOSED;
        unconfirmed = false;
        mark = hasMark ? SequenceNumber.later(mark, last) : last;
        hasMark = true;
    }

    /** Whether a packet of this end carries nothing behind the mark. */
    boolean endsBeforeMark(TcpPacket packet) {
        return SequenceNumber.atOrBefore(packet.end(), mark);
    }

    /** Whether this end can have begun a packet there, the other end's window being unseen. */
    boolean sequenceFits(TcpPacket packet, TcpSettings settings) {
        return SequenceNumber.within(
                packet.sequence(),
                next - settings.backwardWindow(),
                next + settings.forwardWindow());
    }

    /** Whether this end can have acknowledged that, what the other end sent being unseen. */
    boolean acknowledgementFits(TcpPacket packet) {
        return !hasUna
                || SequenceNumber.within(
                        packet.acknowledgement(),
                        una - Math.max(MIN_ACK_WINDOW, window),
                        una + Math.max(MIN_ACK_WINDOW, window + 1));
    }

    /** Whether the other end's window allowed this end to send that. */
    boolean sequenceFits(TcpPacket packet, TcpHalf peer) {
        return SequenceNumber.atOrBefore(packet.sequence(), peer.una + Math.max(peer.window, 1))
                && SequenceNumber.atOrBefore(next - peer.window, packet.end());
    }

    /** Whether the other end had sent what this end acknowledges. */
    boolean acknowledgementFits(TcpPacket packet, TcpHalf peer) {
        return SequenceNumber.within(
                packet.acknowledgement(), peer.next - Math.max(MIN_ACK_WINDOW, window), peer.next);
    }
}
