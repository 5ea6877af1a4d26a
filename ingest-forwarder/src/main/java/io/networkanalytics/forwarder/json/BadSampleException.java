package io.networkanalytics.forwarder.json;

/** JSON that is no sample. Without a stack trace: senders decide how often it happens. */
final class BadSampleException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;
    private final int line;
    private final int position;

    BadSampleException(String reason, String detail, int line, int position) {
        super(detail, null, false, false);
        this.reason = reason;
        this.line = line;
        this.position = position;
    }

    String reason() {
        return reason;
    }

    int line() {
        return line;
    }

    int position() {
        return position;
    }
}
