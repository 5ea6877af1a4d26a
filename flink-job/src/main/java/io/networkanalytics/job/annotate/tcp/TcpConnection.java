package io.networkanalytics.job.annotate.tcp;

/**
 * State of one connection: a half for each direction that was seen. It is changed by {@link
 * TcpTracker#track} and stored as {@link TcpConnectionCodec} writes it. Not safe for use by several
 * threads.
 */
public final class TcpConnection {

    private final TcpHalf[] halves = new TcpHalf[2];

    /** Seconds since 1970, unsigned. */
    int lastSeenSeconds;

    /**
     * Whether one observer saw the handshake of both ends: then, and only then, the window of one
     * bounds what the other sends.
     */
    boolean paired;

    /** Who saw the handshake, see {@link TcpPacket#observer}. */
    int observer;

    /** The half of an end, or null if it was not seen. */
    TcpHalf half(int side) {
        return halves[side];
    }

    TcpHalf add(int side) {
        halves[side] = new TcpHalf();
        return halves[side];
    }

    void put(int side, TcpHalf half) {
        halves[side] = half;
    }

    void remove(int side) {
        halves[side] = null;
        paired = false;
    }

    /**
     * Whether nothing is known, so that there is nothing to store.
     *
     * @return true at first, and when all has expired
     */
    public boolean isEmpty() {
        return halves[0] == null && halves[1] == null;
    }

    /** Forgets everything. */
    public void clear() {
        halves[0] = null;
        halves[1] = null;
        lastSeenSeconds = 0;
        paired = false;
        observer = 0;
    }

    /**
     * When nothing of it will be left, unless a packet comes before.
     *
     * @param settings with the timeouts
     * @return seconds since 1970; 0 if it is empty
     */
    public long expiresAtSeconds(TcpSettings settings) {
        if (isEmpty()) {
            return 0;
        }
        int timeout = 0;
        for (TcpHalf half : halves) {
            timeout = Math.max(timeout, half == null ? 0 : timeoutSeconds(half, settings));
        }
        return Integer.toUnsignedLong(lastSeenSeconds) + timeout;
    }

    /**
     * Forgets the directions that were silent for too long. Either end's packets keep both alive:
     * an end that only listens is not gone.
     *
     * @return whether anything was forgotten
     */
    boolean expire(long nowSeconds, TcpSettings settings) {
        long silence = nowSeconds - Integer.toUnsignedLong(lastSeenSeconds);
        boolean forgotten = false;
        for (int side = 0; side < 2; side++) {
            TcpHalf half = halves[side];
            if (half != null && silence >= timeoutSeconds(half, settings)) {
                remove(side);
                forgotten = true;
            }
        }
        return forgotten;
    }

    private static int timeoutSeconds(TcpHalf half, TcpSettings settings) {
        return half.unconfirmed ? settings.newSeconds() : settings.timeoutSeconds(half.state);
    }

    void seen(long nowSeconds) {
        if (nowSeconds > Integer.toUnsignedLong(lastSeenSeconds)) {
            lastSeenSeconds = (int) nowSeconds;
        }
    }

    /**
     * A copy that shares nothing.
     *
     * @return an equal connection
     */
    public TcpConnection copy() {
        TcpConnection copy = new TcpConnection();
        for (int side = 0; side < 2; side++) {
            copy.halves[side] = halves[side] == null ? null : halves[side].copy();
        }
        copy.lastSeenSeconds = lastSeenSeconds;
        copy.paired = paired;
        copy.observer = observer;
        return copy;
    }
}
