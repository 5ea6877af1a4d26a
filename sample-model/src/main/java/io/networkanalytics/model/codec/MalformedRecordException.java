package io.networkanalytics.model.codec;

/**
 * A record that cannot be decoded or is refused. It has no stack trace: under attack there may be
 * many, and where it came from is in {@link #reason}.
 */
public final class MalformedRecordException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;

    /**
     * A refusal.
     *
     * @param reason stable lower-case text, also the label of a counter
     * @param detail what, value and limit
     */
    public MalformedRecordException(String reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    /**
     * Why, as a label.
     *
     * @return for example {@code unknown_version}
     */
    public String reason() {
        return reason;
    }
}
