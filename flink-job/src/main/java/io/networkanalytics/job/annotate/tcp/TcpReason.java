package io.networkanalytics.job.annotate.tcp;

/** Why a packet does not belong: values of the field {@code mitigation_reason}. */
public enum TcpReason {
    /** It belongs. */
    NONE(""),
    /** Flags that are wrong for the state, or in every state. */
    UNEXPECTED("UNEXPECTED"),
    /** Neither part of a known connection nor opening one. */
    NOT_FOUND("NOT_FOUND"),
    /** Sequence or acknowledgement number do not fit. */
    OUT_OF_SEQUENCE("OUT_OF_SEQUENCE"),
    /** The connection had ended before what the packet carries. */
    ALREADY_CLOSED("ALREADY_CLOSED");

    private final String text;

    TcpReason(String text) {
        this.text = text;
    }

    /**
     * The value of {@code mitigation_reason}.
     *
     * @return "" where the packet belongs
     */
    public String text() {
        return text;
    }
}
