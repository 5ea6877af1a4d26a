package io.networkanalytics.stack;

/**
 * A server that does not start, stop or answer as it should; the message holds the end of its log.
 */
public final class StackException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StackException(String message) {
        super(message);
    }

    StackException(String message, Throwable cause) {
        super(message, cause);
    }
}
