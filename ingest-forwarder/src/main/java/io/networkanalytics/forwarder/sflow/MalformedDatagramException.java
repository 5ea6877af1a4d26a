package io.networkanalytics.forwarder.sflow;

/**
 * A datagram or a part of it cannot be read. Without a stack trace, because anybody on the network
 * can cause it at any rate; one object a reason, because nothing else differs.
 */
final class MalformedDatagramException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;

    MalformedDatagramException(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    /** Stable lower-case text, as a metric label. */
    String reason() {
        return reason;
    }
}
