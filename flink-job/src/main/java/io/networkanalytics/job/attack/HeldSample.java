package io.networkanalytics.job.attack;

import static java.util.Objects.requireNonNull;

/**
 * A sample as it is held: encoded, with what is asked of it before it is decoded.
 *
 * @param second of its event time, seconds since 1970
 * @param vector id of its vector; 0 if it can be no attack's
 * @param bytes as {@link io.networkanalytics.job.encoding.AnnotatedSampleSerializer} writes it; not
 *     copied
 */
record HeldSample(long second, int vector, byte[] bytes) {

    HeldSample {
        requireNonNull(bytes, "bytes");
    }
}
