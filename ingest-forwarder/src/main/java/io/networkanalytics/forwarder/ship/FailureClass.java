package io.networkanalytics.forwarder.ship;

import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;

/** What a failure of Kafka means for the record and for the process. */
enum FailureClass {
    /** Passes: the same record is sent again. */
    TRANSIENT,
    /** The record is refused for what it is: it alone fails, and the rest goes on. */
    BAD_DATA,
    /** Nothing will get through until somebody acts: the process ends. */
    FATAL;

    /**
     * Classes a failure that the producer reports. The producer itself repeats what passes, without
     * end; a retriable error is reported only where a record never entered it (no metadata of the
     * topic yet, no memory).
     */
    static FailureClass of(Throwable failure) {
        if (failure instanceof RecordTooLargeException
                || failure instanceof InvalidRecordException) {
            return BAD_DATA;
        }
        return failure instanceof RetriableException ? TRANSIENT : FATAL;
    }
}
