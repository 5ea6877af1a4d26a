package io.networkanalytics.forwarder.handin;

import io.micrometer.core.instrument.Counter;
import io.networkanalytics.forwarder.observe.ForwarderMetrics;

/**
 * Counts who was not let in. Nothing is logged: whoever reaches the port could fill the log with
 * it, and what was wrong is told to the sender.
 */
public final class AccessRefusals {

    private final Counter token;
    private final Counter handshake;

    /**
     * @param input label of the counters
     * @param metrics counts
     */
    public AccessRefusals(String input, ForwarderMetrics metrics) {
        token = metrics.accessRefused(input, "token");
        handshake = metrics.accessRefused(input, "handshake");
    }

    /** A request showed no token, or a wrong one. */
    public void token() {
        token.increment();
    }

    /**
     * A connection ended before both sides agreed: no client certificate or one of an unknown
     * authority, a sender that does not trust the server's, or no TLS at all.
     */
    public void handshake() {
        handshake.increment();
    }
}
