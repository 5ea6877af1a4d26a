package io.networkanalytics.job.annotate.place;

import java.io.IOException;

/** A file cannot be used as an MMDB file; the message names it and says why. */
final class GeoDatabaseException extends IOException {

    private static final long serialVersionUID = 1L;

    GeoDatabaseException(String message, Throwable cause) {
        super(message, cause);
    }
}
