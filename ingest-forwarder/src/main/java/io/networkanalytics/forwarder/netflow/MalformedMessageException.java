package io.networkanalytics.forwarder.netflow;

/**
 * A message or a part of it cannot be read. Without a stack trace, because anybody on the network
 * can cause it at any rate; one object a reason, because nothing else differs.
 */
final class MalformedMessageException extends Exception {

    private static final long serialVersionUID = 1L;

    static final MalformedMessageException TRUNCATED = new MalformedMessageException("truncated");
    static final MalformedMessageException VERSION_UNSUPPORTED =
            new MalformedMessageException("unsupported_version");
    static final MalformedMessageException BAD_LENGTH = new MalformedMessageException("bad_length");
    static final MalformedMessageException BAD_TEMPLATE =
            new MalformedMessageException("bad_template");
    static final MalformedMessageException OUT_OF_RANGE =
            new MalformedMessageException("value_out_of_range");

    MalformedMessageException(String reason) {
        super(reason, null, false, false);
    }

    /** Stable lower-case text, as a metric label. */
    String reason() {
        return getMessage();
    }
}
