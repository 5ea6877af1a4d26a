package io.networkanalytics.forwarder.intake;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;

/**
 * Something malformed, as the input saw it. The bytes are the input's own buffer and are copied
 * only if they are kept.
 *
 * @param reason stable lower-case text, a metric label: few distinct values
 * @param detail what a person needs to understand it: the value, the limit; may be empty
 * @param position where in the input: "frame 17", "sample 3 of 7"; may be empty
 * @param receivedAtNanos when it was received, nanoseconds since 1970
 * @param buffer holds the original bytes
 * @param offset of the first original byte
 * @param length of the original bytes
 */
public record Rejection(
        String reason,
        String detail,
        String position,
        long receivedAtNanos,
        byte[] buffer,
        int offset,
        int length) {

    public Rejection {
        requireNonNull(reason, "reason");
        requireNonNull(detail, "detail");
        requireNonNull(position, "position");
        requireNonNull(buffer, "buffer");
    }

    byte[] copyOfBytes() {
        return Arrays.copyOfRange(buffer, offset, offset + length);
    }
}
