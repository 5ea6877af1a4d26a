package io.networkanalytics.job.annotate.tcp;

import java.util.Optional;

/** What the tracker says of one packet. There is one object of each finding. */
public final class TcpFinding {

    private static final TcpFinding[][] OF_STATE =
            new TcpFinding[TcpState.values().length][TcpReason.values().length];
    private static final TcpFinding[] OF_NO_STATE = new TcpFinding[TcpReason.values().length];

    /**
     * A reset with ACK from a tuple that nobody knows: nearly always the answer to a connection
     * that was tried in the other direction, unseen here, and refused. Its reason is {@link
     * TcpReason#NOT_FOUND}, but it is counted apart and below the rate threshold it passes as if it
     * had none.
     */
    public static final TcpFinding REFUSED = new TcpFinding(null, TcpReason.NOT_FOUND, true);

    static {
        for (TcpReason reason : TcpReason.values()) {
            OF_NO_STATE[reason.ordinal()] = new TcpFinding(null, reason, false);
            for (TcpState state : TcpState.values()) {
                OF_STATE[state.ordinal()][reason.ordinal()] = new TcpFinding(state, reason, false);
            }
        }
    }

    private final TcpState state;
    private final TcpReason reason;
    private final boolean refused;

    private TcpFinding(TcpState state, TcpReason reason, boolean refused) {
        this.state = state;
        this.reason = reason;
        this.refused = refused;
    }

    static TcpFinding of(TcpState stateOrNull, TcpReason reason) {
        return stateOrNull == null
                ? OF_NO_STATE[reason.ordinal()]
                : OF_STATE[stateOrNull.ordinal()][reason.ordinal()];
    }

    /**
     * State of the packet's direction after it.
     *
     * @return empty where the tracker knows nothing of the connection
     */
    public Optional<TcpState> state() {
        return Optional.ofNullable(state);
    }

    /**
     * The value of {@code protocol_state}.
     *
     * @return "" where the tracker knows nothing of the connection
     */
    public String protocolState() {
        return state == null ? "" : state.name();
    }

    /**
     * Why the packet does not belong.
     *
     * @return NONE if it does
     */
    public TcpReason reason() {
        return reason;
    }

    /**
     * Whether this is {@link #REFUSED}.
     *
     * @return true for a reset with ACK from an unknown tuple
     */
    public boolean refused() {
        return refused;
    }

    @Override
    public String toString() {
        return (state == null ? "-" : state) + "/" + (refused ? "REFUSED" : reason);
    }
}
