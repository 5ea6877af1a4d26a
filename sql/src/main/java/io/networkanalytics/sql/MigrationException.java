package io.networkanalytics.sql;

/**
 * A migration that was refused or that failed; the message says what it means for the database and
 * the remedy.
 */
public final class MigrationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MigrationException(String message) {
        super(message);
    }

    MigrationException(String message, Throwable cause) {
        super(message, cause);
    }
}
