package io.networkanalytics.model;

import static java.util.Objects.requireNonNull;

/**
 * A malformed or rejected record, kept with its reason. On {@link Topics#DEAD_LETTERS} the value is
 * the original bytes and the rest travels in headers, as UTF-8 text.
 *
 * @param receivedAtNanos when it was received, nanoseconds since 1970
 * @param stage where it failed: {@code forwarder} or {@code source}
 * @param reason stable lower-case text, also the label of the counter, for example {@code
 *     truncated_ip_header}
 * @param origin where it came from: input and exporter, file and frame, or topic, partition and
 *     offset
 * @param detail what a person needs to understand it; may be empty
 * @param payload the original bytes, not copied: must not be changed afterwards
 */
public record DeadLetter(
        long receivedAtNanos,
        String stage,
        String reason,
        String origin,
        String detail,
        byte[] payload) {

    /** Header names on {@link Topics#DEAD_LETTERS}. */
    public static final String HEADER_RECEIVED_AT = "received_at";

    /** Header that names the stage. */
    public static final String HEADER_STAGE = "stage";

    /** Header that names the reason. */
    public static final String HEADER_REASON = "reason";

    /** Header that names the origin. */
    public static final String HEADER_ORIGIN = "origin";

    /** Header that carries the detail. */
    public static final String HEADER_DETAIL = "detail";

    public DeadLetter {
        requireNonNull(stage, "stage");
        requireNonNull(reason, "reason");
        requireNonNull(origin, "origin");
        requireNonNull(detail, "detail");
        requireNonNull(payload, "payload");
    }
}
