package io.networkanalytics.job.annotate.tcp;

/** State of one direction of a connection. */
public enum TcpState {
    /** A SYN or a SYN-ACK was seen. */
    NEW(0),
    /** The handshake is complete. */
    OPEN(1),
    /** A FIN was seen. */
    CLOSING(2),
    /** The closing handshake is done, or there was a reset. */
    CLOSED(3);

    private static final TcpState[] BY_CODE = {NEW, OPEN, CLOSING, CLOSED};

    private final int code;

    TcpState(int code) {
        this.code = code;
    }

    /** Number in stored bytes, 0 to 3. */
    int code() {
        return code;
    }

    /** The state of a stored number, of which only the lowest two bits count. */
    static TcpState ofCode(int code) {
        return BY_CODE[code & 3];
    }
}
