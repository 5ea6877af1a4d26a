package io.networkanalytics.clickhouse;

import java.io.IOException;

/** Fails the job. The rows are in the last completed checkpoint, or will be read again from it. */
public final class InsertFailedException extends IOException {

    private static final long serialVersionUID = 1;

    private final FailureClass failureClass;

    InsertFailedException(InsertFailure failure, String subject, int attempt) {
        super(failure.message(subject, attempt), failure.cause());
        this.failureClass = failure.failureClass();
    }

    /**
     * The class of the failure.
     *
     * @return FATAL or BAD_DATA
     */
    public FailureClass failureClass() {
        return failureClass;
    }
}
