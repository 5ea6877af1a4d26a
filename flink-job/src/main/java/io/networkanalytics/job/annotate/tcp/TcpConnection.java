package io.networkanalytics.job.annotate.tcp;

/**
 * State of one connection: a half for each direction that was seen. It is changed by {@link
 * TcpTracker#track}, and kept as the bytes that {@link TcpConnectionCodec} makes of it: one object
 * is read into again and again. Not safe for use by several threads.
 */
public final class TcpConnection {

    private final TcpHalf[] halves = {new TcpHalf(), new TcpHalf()};

    /** Bit 0: the half of the lower end was seen, bit 1: that of the higher end. */
    private int seenHalves;

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
        return (seenHalves & 1 << side) == 0 ? null : halves[side];
    }

    /** Bit 0: there is the half of the lower end, bit 1: that of the higher end. */
    int seenHalves() {
        return seenHalves;
    }

    /** The half of an end that was not seen before; it has yet to be opened or picked up. */
    TcpHalf add(int side) {
        seenHalves |= 1 << side;
        return halves[side];
    }

    void remove(int side) {
        seenHalves &= ~(1 << side);
        paired = false;
    }

    /**
     * Whether nothing is known, so that there is nothing to store.
     *
     * @return true at first, and when all has expired
     */
    public boolean isEmpty() {
        return seenHalves == 0;
    }

    /** Forgets everything. */
    public void clear() {
        seenHalves = 0;
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
        for (int side = 0; side < 2; side++) {
            TcpHalf half = half(side);
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
            TcpHalf half = half(side);
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
}
